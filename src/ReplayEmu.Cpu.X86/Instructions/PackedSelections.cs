using System.Runtime.Intrinsics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.Mmu;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>Elements chosen by a mask: PBLENDVB BLENDVPS BLENDVPD MASKMOVDQU MASKMOVQ; PTEST.</summary>
internal static unsafe class PackedSelections
{
    /// <summary>The source's elements where those of XMM0 are negative.</summary>
    [Executes<sbyte>(Code.Pblendvb_xmm_xmmm128)]
    [Executes<int>(Code.Blendvps_xmm_xmmm128)]
    [Executes<long>(Code.Blendvpd_xmm_xmmm128)]
    public static DecodedOp* Blend<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !Vectors.ReadAligned<TPlace>(s, op, cpu, out var source))
        {
            return null;
        }

        var mask = (*(Vector128<byte>*)s->Xmm).As<byte, T>();
        var chosen = Vector128.LessThan(mask, Vector128<T>.Zero).AsByte();
        Vectors.SetXmm(s, op->Reg, Vector128.ConditionalSelect(chosen, source, Vectors.GetXmm(s, op->Reg)));
        return op + 1;
    }

    /// <summary>ZF: no bit in common. CF: the destination has every bit of the source. The other flags are cleared.</summary>
    [Executes(Code.Ptest_xmm_xmmm128)]
    public static DecodedOp* Ptest<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Vectors.BeginSse(s, op, cpu) || !Vectors.ReadAligned<TPlace>(s, op, cpu, out var source))
        {
            return null;
        }

        var destination = Vectors.GetXmm(s, op->Reg);
        var disjoint = (destination & source) == Vector128<byte>.Zero;
        var covered = (~destination & source) == Vector128<byte>.Zero;
        LazyFlags.Set(s, (disjoint ? Eflag.Zero : 0) | (covered ? Eflag.Carry : 0));
        return op + 1;
    }

    [Executes(Code.Maskmovdqu_rDI_xmm_xmm)]
    public static DecodedOp* Maskmovdqu(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!Vectors.BeginSse(s, op, cpu))
        {
            return null;
        }

        return Store(s, op, cpu, Vectors.GetXmm(s, op->Reg), Vectors.GetXmm(s, op->Rm)) ? op + 1 : null;
    }

    [Executes(Code.Maskmovq_rDI_mm_mm)]
    public static DecodedOp* Maskmovq(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!Vectors.BeginMmx(s, op, cpu) || !Store(s, op, cpu, Vectors.GetMmx(s, op->Reg), Vectors.GetMmx(s, op->Rm)))
        {
            return null;
        }

        Vectors.EnterMmx(s);
        return op + 1;
    }

    /// <summary>
    /// The bytes whose mask is negative go to DS:rDI. Faults are those of the bytes from the first to the last of these; with none
    /// there is no access (SDM volume 2, MASKMOVDQU, leaves it to the processor).
    /// </summary>
    private static bool Store(X86State* s, DecodedOp* op, X86Cpu cpu, Vector128<byte> bytes, Vector128<byte> mask)
    {
        var chosen = mask.ExtractMostSignificantBits();
        if (chosen == 0)
        {
            return true;
        }

        var first = int.TrailingZeroCount((int)chosen);
        var length = int.Log2((int)chosen) - first + 1;
        var address = s->Gpr[Registers.Di];
        if (!cpu.MayWrite(op, op->Segment, (address + (ulong)first) & op->AddressMask, length))
        {
            return false;
        }

        for (var i = first; i < first + length; i++)
        {
            if ((chosen >> i & 1) != 0)
            {
                Access.Write(s, op, cpu, op->Segment, (address + (ulong)i) & op->AddressMask, bytes[i]);
            }
        }

        return true;
    }
}
