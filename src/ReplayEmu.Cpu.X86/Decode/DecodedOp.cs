using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Decode;

/// <summary>
/// One decoded instruction, 48 bytes. Handlers have the form
/// <c>static DecodedOp* Name(X86State* s, DecodedOp* op, X86Cpu cpu)</c> and return <c>op + 1</c> to go on, what
/// <see cref="X86Cpu.Leave"/>, <c>X86Cpu.Jump</c> or <see cref="X86Cpu.Fault(DecodedOp*, byte)"/> return otherwise.
/// A handler that faults leaves every register as it was.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct DecodedOp
{
    public delegate* <X86State*, DecodedOp*, X86Cpu, DecodedOp*> Handler;

    /// <summary>
    /// Immediate, sign-extended to 64 bits the way the instruction extends it to its operand size. Near branches: target
    /// relative to the start of the block. Far pointers: offset | selector &lt;&lt; 32. ENTER: size | level &lt;&lt; 16. MOV between the
    /// accumulator and an offset: the offset.
    /// </summary>
    public ulong Imm;

    /// <summary>For terminators: the block that this one leads to, see the decode cache.</summary>
    public nint Link;

    /// <summary>Displacement of the memory operand.</summary>
    public int Disp;

    /// <summary>Byte offset into <see cref="X86State"/> of the base register; of ZeroRegister when there is none.</summary>
    public ushort BaseOffset;

    /// <summary>Byte offset of the index register; of ZeroRegister when there is none (and for XLAT, whose index AL the handler adds).</summary>
    public ushort IndexOffset;

    /// <summary>
    /// Byte offset of the first register operand that is not the r/m operand (ModRM.reg, opcode register or implied). AH CH DH
    /// BH are offset + 1. For segment, control and debug registers: their number.
    /// </summary>
    public ushort Reg;

    /// <summary>Byte offset of the r/m operand in its register form; otherwise of a second register operand, if there is one.</summary>
    public ushort Rm;

    /// <summary>Shift of the index register, 0 to 3.</summary>
    public byte Scale;

    /// <summary>Number of the memory operand's segment register (string instructions: of the source), see <see cref="SegmentIndex"/>.</summary>
    public byte Segment;

    /// <summary>64 minus the address size in bits (48, 32 or 0): effective addresses are shifted left and right by it.</summary>
    public byte AddressShift;

    /// <summary>Bytes of the instruction, 1 to 15.</summary>
    public byte Length;

    /// <summary>Bytes from the start of the block.</summary>
    public ushort IpOffset;

    /// <summary>Instructions of the block from this one on, this one included.</summary>
    public ushort Left;

    /// <summary>Number of the <c>Iced.Intel.Code</c>.</summary>
    public ushort Code;

    /// <summary>Prefixes that change what the handler does, see <see cref="OpPrefix"/>.</summary>
    public byte Prefixes;

    /// <summary>1 when <see cref="Link"/> may be used: the instruction lives in the decode cache.</summary>
    public byte MayLink;

    /// <summary>Mask of the address size: 0xffff, 0xffffffff or all ones.</summary>
    public readonly ulong AddressMask
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ulong.MaxValue >> AddressShift;
    }

    /// <summary>Offset of the memory operand in its segment.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong EffectiveAddress(X86State* s, DecodedOp* op)
    {
        var sum =
            *(ulong*)((byte*)s + op->BaseOffset)
            + (*(ulong*)((byte*)s + op->IndexOffset) << op->Scale)
            + (ulong)(long)op->Disp;
        return sum << op->AddressShift >> op->AddressShift;
    }
}

/// <summary>Bits of <see cref="DecodedOp.Prefixes"/>.</summary>
public static class OpPrefix
{
    public const byte Rep = 1;
    public const byte Repne = 2;
    public const byte Lock = 4;
}
