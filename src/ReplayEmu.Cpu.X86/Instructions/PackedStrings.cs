using System.Runtime.Intrinsics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>Where PCMPxSTRx takes the lengths of its operands from.</summary>
internal unsafe interface IStringLength
{
    /// <param name="register">The general register of an explicit length.</param>
    static abstract int Find(X86State* s, Vector128<byte> operand, int register, int immediate);
}

/// <summary>PCMPISTRx: up to the first zero.</summary>
internal readonly unsafe struct ImplicitLength : IStringLength
{
    public static int Find(X86State* s, Vector128<byte> operand, int register, int immediate) =>
        StringComparison.ImplicitLength(operand, immediate);
}

/// <summary>PCMPESTRx: EAX and EDX.</summary>
internal readonly unsafe struct ExplicitLength : IStringLength
{
    public static int Find(X86State* s, Vector128<byte> operand, int register, int immediate) =>
        StringComparison.ExplicitLength((int)s->Gpr[register], immediate);
}

/// <summary>PCMPESTRx with REX.W: RAX and RDX.</summary>
internal readonly unsafe struct ExplicitLength64 : IStringLength
{
    public static int Find(X86State* s, Vector128<byte> operand, int register, int immediate) =>
        StringComparison.ExplicitLength((long)s->Gpr[register], immediate);
}

/// <summary>PCMPESTRI PCMPESTRM PCMPISTRI PCMPISTRM. Memory operands may be unaligned.</summary>
internal static unsafe class PackedStrings
{
    private const int IndexOfLast = 0x40;
    private const int MaskOfElements = 0x40;

    [Executes<ImplicitLength>(Code.Pcmpistri_xmm_xmmm128_imm8)]
    [Executes<ExplicitLength>(Code.Pcmpestri_xmm_xmmm128_imm8)]
    [Executes<ExplicitLength64>(Code.Pcmpestri64_xmm_xmmm128_imm8)]
    public static DecodedOp* Index<TLength, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TLength : struct, IStringLength
        where TPlace : struct, IPlace
    {
        if (!Compare<TLength, TPlace>(s, op, cpu, out var found))
        {
            return null;
        }

        var index =
            found == 0 ? StringComparison.Count((int)op->Imm)
            : (op->Imm & IndexOfLast) != 0 ? int.Log2((int)found)
            : int.TrailingZeroCount((int)found);
        Registers.Set32(s, Registers.Cx, (uint)index);
        return op + 1;
    }

    [Executes<ImplicitLength>(Code.Pcmpistrm_xmm_xmmm128_imm8)]
    [Executes<ExplicitLength>(Code.Pcmpestrm_xmm_xmmm128_imm8)]
    [Executes<ExplicitLength64>(Code.Pcmpestrm64_xmm_xmmm128_imm8)]
    public static DecodedOp* Mask<TLength, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TLength : struct, IStringLength
        where TPlace : struct, IPlace
    {
        if (!Compare<TLength, TPlace>(s, op, cpu, out var found))
        {
            return null;
        }

        var result = Vector128.CreateScalar(found).AsByte();
        if ((op->Imm & MaskOfElements) != 0)
        {
            for (var i = 0; i < 16; i++)
            {
                ((byte*)&result)[i] = (byte)-(int)(found >> (i >> ((int)op->Imm & 1)) & 1);
            }
        }

        *(Vector128<byte>*)s->Xmm = result;
        return op + 1;
    }

    /// <summary>Flags: CF any, ZF the source ends within the register, SF the destination does, OF bit 0. AF and PF are cleared.</summary>
    private static bool Compare<TLength, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu, out uint found)
        where TLength : struct, IStringLength
        where TPlace : struct, IPlace
    {
        found = 0;
        if (!Vectors.BeginSse(s, op, cpu) || !Vectors.ReadUnaligned<TPlace>(s, op, cpu, out var b))
        {
            return false;
        }

        var immediate = (int)op->Imm;
        var a = Vectors.GetXmm(s, op->Reg);
        var lengthA = TLength.Find(s, a, Registers.Ax, immediate);
        var lengthB = TLength.Find(s, b, Registers.Dx, immediate);
        found = StringComparison.Compare(a, lengthA, b, lengthB, immediate);
        var count = StringComparison.Count(immediate);
        LazyFlags.Set(
            s,
            (found != 0 ? Eflag.Carry : 0)
                | (lengthB < count ? Eflag.Zero : 0)
                | (lengthA < count ? Eflag.Sign : 0)
                | ((found & 1) != 0 ? Eflag.Overflow : 0)
        );
        return true;
    }
}
