using System.Numerics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.State;
using Vector = ReplayEmu.Cpu.X86.Exceptions.Vector;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>Instructions of 64-bit mode alone: SWAPGS, and the bases of FS and GS in general registers.</summary>
internal static unsafe class SystemLong
{
    [Executes(Code.Swapgs)]
    public static DecodedOp* Swapgs(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (s->Cpl != 0)
        {
            return cpu.Fault(op, Vector.GeneralProtection, 0);
        }

        var other = s->KernelGsBase;
        s->KernelGsBase = X86State.Segment(s, SegmentIndex.Gs)->DescriptorBase;
        cpu.WriteSegmentBase(SegmentIndex.Gs, other);
        return op + 1;
    }

    [Executes<uint>(Code.Rdfsbase_r32)]
    [Executes<ulong>(Code.Rdfsbase_r64)]
    public static DecodedOp* Rdfsbase<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T> => ReadBase<T>(s, op, cpu, SegmentIndex.Fs);

    [Executes<uint>(Code.Rdgsbase_r32)]
    [Executes<ulong>(Code.Rdgsbase_r64)]
    public static DecodedOp* Rdgsbase<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T> => ReadBase<T>(s, op, cpu, SegmentIndex.Gs);

    [Executes<uint>(Code.Wrfsbase_r32)]
    [Executes<ulong>(Code.Wrfsbase_r64)]
    public static DecodedOp* Wrfsbase<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T> => WriteBase<T>(s, op, cpu, SegmentIndex.Fs);

    [Executes<uint>(Code.Wrgsbase_r32)]
    [Executes<ulong>(Code.Wrgsbase_r64)]
    public static DecodedOp* Wrgsbase<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T> => WriteBase<T>(s, op, cpu, SegmentIndex.Gs);

    private static DecodedOp* ReadBase<T>(X86State* s, DecodedOp* op, X86Cpu cpu, int segment)
        where T : unmanaged, IBinaryInteger<T>
    {
        if ((s->Cr4 & Cr4Bits.FsgsBaseEnable) == 0)
        {
            return cpu.Fault(op, Vector.InvalidOpcode);
        }

        Operand.Set<T>(s, op->Rm, X86State.Segment(s, segment)->Base);
        return op + 1;
    }

    private static DecodedOp* WriteBase<T>(X86State* s, DecodedOp* op, X86Cpu cpu, int segment)
        where T : unmanaged, IBinaryInteger<T>
    {
        if ((s->Cr4 & Cr4Bits.FsgsBaseEnable) == 0)
        {
            return cpu.Fault(op, Vector.InvalidOpcode);
        }

        return cpu.WriteSegmentBase(segment, Operand.Get<T>(s, op->Rm))
            ? op + 1
            : cpu.Fault(op, Vector.GeneralProtection, 0);
    }
}
