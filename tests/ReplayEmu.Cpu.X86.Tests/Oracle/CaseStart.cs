using System;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Iced.Intel;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>Registers and memory for one run of a form, such that it does not fault on the host.</summary>
internal sealed unsafe partial class CaseStart(Form form, CaseRandom random)
{
    private const int Rax = 0;
    private const int Rcx = 1;
    private const int Rdx = 2;
    private const int Rbx = 3;
    private const int Rsp = 4;
    private const int Rbp = 5;
    private const int Rsi = 6;
    private const int Rdi = 7;
    private readonly FloatUse floatUse = FloatUse.Of(form.Info.Code);

    /// <summary>Address of the memory operand of the case chosen last.</summary>
    public int Target { get; private set; }

    /// <summary>What all cases of the form share.</summary>
    public void Fill(Span<byte> data, ref CpuImage image)
    {
        var numbers = MemoryMarshal.Cast<byte, ulong>(data);
        for (var i = 0; i < numbers.Length; i++)
        {
            // Half of it zero, so that string comparisons find runs.
            numbers[i] = random.OneIn(2) ? random.Next() : 0;
        }

        image = default;
        FloatUse.Fill(random, ref image);
    }

    /// <summary>False when these values would fault.</summary>
    public bool Choose(Span<byte> data, ref CpuImage image)
    {
        var count = form.Bitness == 64 ? 16 : 8;
        for (var i = 0; i < count; i++)
        {
            image.Gpr[i] = form.Bitness == 64 ? random.Operand64() : random.Operand();
        }

        image.Gpr[Rsp] = (ulong)(OracleMemory.Stack + (8 * random.Below(4)));
        image.Flags = 2 | ((uint)random.Next() & Eflag.Arithmetic);
        image.Taken = 0;
        if (form.Instruction.OpCount > 0 && random.OneIn(2))
        {
            // A count for what takes one.
            image.Gpr[Rcx] = (image.Gpr[Rcx] & ~0xffUL) | (uint)random.Below(70);
        }

        var target = OracleMemory.FirstTarget;
        if (form.IsString)
        {
            ChoosePointers(ref image);
        }
        else if (form.HasMemory)
        {
            if (form.IsBitString)
            {
                SetBitOffset(ref image);
            }

            target = ChooseAddress(ref image);
        }

        Target = target;
        var operand = data[(target - OracleMemory.Base)..];
        if (floatUse.Kind != FloatKind.None)
        {
            floatUse.Choose(random, ref image, MemoryMarshal.Cast<byte, ulong>(operand[..64]));
        }
        else if (!form.IsString && random.OneIn(2))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(operand, random.Operand64());
            BinaryPrimitives.WriteUInt64LittleEndian(operand[8..], random.Operand64());
        }

        return Suits(data, operand, ref image);
    }

    private void ChoosePointers(ref CpuImage image)
    {
        var direction = random.OneIn(2);
        image.Flags |= direction ? Eflag.Direction : 0;
        // Sixty-four bytes at most, and away from the ends by more.
        image.Gpr[Rsi] = (ulong)form.NewTarget();
        image.Gpr[Rdi] = random.OneIn(3) ? image.Gpr[Rsi] + (ulong)random.Below(9) - 4 : (ulong)form.NewTarget();
        image.Gpr[Rcx] = (ulong)random.Below(random.OneIn(8) ? 64 : 10);
        if (random.OneIn(2))
        {
            image.Gpr[Rax] = 0;
        }
    }

    /// <summary>Within 128 bytes of the target.</summary>
    private void SetBitOffset(ref CpuImage image)
    {
        var number = Form.NumberOf(form.Instruction.Op1Register);
        var offset = random.Below(2048) - 1024;
        image.Gpr[number] =
            form.Bitness == 64 && form.Instruction.Op1Register.GetSize() == 8 ? (ulong)offset : (uint)offset;
    }

    private int ChooseAddress(ref CpuImage image)
    {
        var instruction = form.Instruction;
        var displacement = instruction.MemoryDisplacement64;
        var baseRegister = instruction.MemoryBase;
        if (instruction.Op0Kind is OpKind.MemorySegRDI or OpKind.MemorySegEDI)
        {
            var implied = form.NewTarget();
            image.Gpr[Rdi] = (ulong)implied;
            return implied;
        }

        if (baseRegister is Register.None or Register.RIP)
        {
            return (int)displacement;
        }

        var target = form.NewTarget();
        var index = instruction.MemoryIndex switch
        {
            Register.None => 0UL,
            Register.AL => (byte)image.Gpr[Rax],
            var register => image.Gpr[Form.NumberOf(register)] * (ulong)instruction.MemoryIndexScale,
        };
        var address = (ulong)target - displacement - index;
        // The upper half of an address of 32 bits does not count, but exists in 64-bit mode.
        image.Gpr[Form.NumberOf(baseRegister)] =
            baseRegister.GetSize() == 8 ? address
            : form.Bitness == 64 ? (uint)address | (random.Next() << 32)
            : (uint)address;
        return target;
    }
}
