using System;
using Iced.Intel;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>One instruction with random operands, as bytes for 32- or 64-bit mode, and what its registers must be for it not to fault.</summary>
internal sealed partial class Form
{
    private readonly CaseRandom random;
    private readonly bool extended;
    private Instruction instruction;

    /// <param name="code">The instruction.</param>
    /// <param name="bitness">32 or 64.</param>
    /// <param name="random">Source of the operands.</param>
    public Form(Code code, int bitness, CaseRandom random)
    {
        this.random = random;
        Bitness = bitness;
        Info = code.ToOpCode();
        instruction.Code = code;
        Mnemonic = code.Mnemonic();
        extended = bitness == 64 && random.OneIn(2);
        IsBitString = Mnemonic is Mnemonic.Bt or Mnemonic.Bts or Mnemonic.Btr or Mnemonic.Btc;
        for (var i = 0; i < Info.OpCount; i++)
        {
            SetOperand(i, Info.GetOpKind(i));
        }

        IsBitString &= HasMemory && Info.GetOpKind(1) != OpCodeOperandKind.imm8;
        if (Info.CanUseLockPrefix && HasMemory && random.OneIn(4))
        {
            instruction.HasLockPrefix = true;
        }

        if (IsString && (Info.CanUseRepPrefix || Info.CanUseRepnePrefix) && random.OneIn(2))
        {
            instruction.HasRepPrefix = !Info.CanUseRepnePrefix || random.OneIn(2);
            instruction.HasRepnePrefix = !instruction.HasRepPrefix;
        }

        var writer = new ListCodeWriter();
        var encoder = Encoder.Create(bitness, writer);
        if (!encoder.TryEncode(instruction, OracleMemory.Code, out _, out var error))
        {
            throw new InvalidOperationException($"{code}: {error}");
        }

        Bytes = writer.Bytes.ToArray();
    }

    public Instruction Instruction => instruction;

    public OpCodeInfo Info { get; }

    public Mnemonic Mnemonic { get; }

    public int Bitness { get; }

    public byte[] Bytes { get; }

    public bool HasMemory { get; private set; }

    public bool IsString { get; private set; }

    public bool IsRepeated => instruction.HasRepPrefix || instruction.HasRepnePrefix;

    /// <summary>BT and its like with the bit number in a register and a memory operand.</summary>
    public bool IsBitString { get; private set; }

    /// <summary>Least width of a general operand in bits.</summary>
    public int Width { get; private set; } = 64;

    /// <summary>Bytes of the memory operand, or 0.</summary>
    public int MemoryBytes => instruction.MemorySize.GetSize();

    /// <summary>Where the memory operand shall be; base and index are chosen to make it so.</summary>
    public int NewTarget()
    {
        var range = OracleMemory.LastTarget - OracleMemory.FirstTarget;
        var target = OracleMemory.FirstTarget + random.Below(range);
        // One alignment for all that needs any: vectors, XSAVE areas, locked operands within a cache line.
        return MayBeUnaligned() ? target : target & ~63;
    }

    /// <summary>Number of a general register, high-byte registers as their whole.</summary>
    public static int NumberOf(Register register) => register.GetFullRegister() - Register.RAX;

    public bool IsAddress(int number) =>
        (IsGeneral(instruction.MemoryBase) && NumberOf(instruction.MemoryBase) == number)
        || (IsGeneral(instruction.MemoryIndex) && NumberOf(instruction.MemoryIndex) == number);

    private static bool IsGeneral(Register register) => register.IsGPR();

    private bool MayBeUnaligned() =>
        Mnemonic
            is Mnemonic.Movups
                or Mnemonic.Movupd
                or Mnemonic.Movdqu
                or Mnemonic.Lddqu
                or Mnemonic.Pcmpestri
                or Mnemonic.Pcmpestrm
                or Mnemonic.Pcmpistri
                or Mnemonic.Pcmpistrm
        || (MemoryBytes is > 0 and < 16 or 28 or 94 or 108 && !Info.CanUseLockPrefix && Mnemonic != Mnemonic.Xchg);
}
