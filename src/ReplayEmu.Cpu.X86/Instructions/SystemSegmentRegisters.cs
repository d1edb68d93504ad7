using System.Numerics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Mmu;
using ReplayEmu.Cpu.X86.State;
using Vector = ReplayEmu.Cpu.X86.Exceptions.Vector;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>MOV, PUSH, POP and L*S of segment registers.</summary>
internal static unsafe class SystemSegmentRegisters
{
    [Executes(Code.Mov_rm16_Sreg)]
    public static DecodedOp* Store<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace =>
        SystemPlace.Write16<TPlace>(s, op, cpu, X86State.Segment(s, op->Reg)->Selector, wide: false) ? op + 1 : null;

    [Executes(Code.Mov_r32m16_Sreg, Code.Mov_r64m16_Sreg)]
    public static DecodedOp* StoreWide<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace =>
        SystemPlace.Write16<TPlace>(s, op, cpu, X86State.Segment(s, op->Reg)->Selector, wide: true) ? op + 1 : null;

    [Executes(Code.Mov_Sreg_rm16, Code.Mov_Sreg_r32m16, Code.Mov_Sreg_r64m16)]
    public static DecodedOp* Load<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (op->Reg == SegmentIndex.Cs)
        {
            return cpu.Fault(op, Vector.InvalidOpcode);
        }

        return TPlace.Read<ushort>(s, op, cpu, out var selector) ? Finish(s, op, cpu, op->Reg, selector) : null;
    }

    // csharpier-ignore-start
    [Executes<ushort>(Code.Pushw_ES, Code.Pushw_CS, Code.Pushw_SS, Code.Pushw_DS, Code.Pushw_FS, Code.Pushw_GS)]
    [Executes<uint>(Code.Pushd_ES, Code.Pushd_CS, Code.Pushd_SS, Code.Pushd_DS, Code.Pushd_FS, Code.Pushd_GS)]
    [Executes<ulong>(Code.Pushq_FS, Code.Pushq_GS)]
    // csharpier-ignore-end
    public static DecodedOp* Push<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T> =>
        Access.Push(s, op, cpu, T.CreateTruncating(X86State.Segment(s, op->Reg)->Selector)) ? op + 1 : null;

    // csharpier-ignore-start
    [Executes<ushort>(Code.Popw_ES, Code.Popw_SS, Code.Popw_DS, Code.Popw_FS, Code.Popw_GS)]
    [Executes<uint>(Code.Popd_ES, Code.Popd_SS, Code.Popd_DS, Code.Popd_FS, Code.Popd_GS)]
    [Executes<ulong>(Code.Popq_FS, Code.Popq_GS)]
    // csharpier-ignore-end
    public static DecodedOp* Pop<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        var pointer = Access.StackPointer(s);
        // Only the selector is read, whatever the operand size.
        if (!Access.Read<ushort>(s, op, cpu, SegmentIndex.Ss, pointer, out var selector))
        {
            return null;
        }

        if (!cpu.At(op).LoadDataSegment(op->Reg, selector))
        {
            return cpu.LeaveFaulted(op);
        }

        Access.SetStackPointer(s, pointer + (ulong)sizeof(T));
        return AfterLoad(s, op, cpu, op->Reg);
    }

    [Executes<ushort>(Code.Les_r16_m1616)]
    [Executes<uint>(Code.Les_r32_m1632)]
    public static DecodedOp* Les<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T> => LoadFar<T>(s, op, cpu, SegmentIndex.Es);

    [Executes<ushort>(Code.Lss_r16_m1616)]
    [Executes<uint>(Code.Lss_r32_m1632)]
    [Executes<ulong>(Code.Lss_r64_m1664)]
    public static DecodedOp* Lss<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T> => LoadFar<T>(s, op, cpu, SegmentIndex.Ss);

    [Executes<ushort>(Code.Lds_r16_m1616)]
    [Executes<uint>(Code.Lds_r32_m1632)]
    public static DecodedOp* Lds<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T> => LoadFar<T>(s, op, cpu, SegmentIndex.Ds);

    [Executes<ushort>(Code.Lfs_r16_m1616)]
    [Executes<uint>(Code.Lfs_r32_m1632)]
    [Executes<ulong>(Code.Lfs_r64_m1664)]
    public static DecodedOp* Lfs<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T> => LoadFar<T>(s, op, cpu, SegmentIndex.Fs);

    [Executes<ushort>(Code.Lgs_r16_m1616)]
    [Executes<uint>(Code.Lgs_r32_m1632)]
    [Executes<ulong>(Code.Lgs_r64_m1664)]
    public static DecodedOp* Lgs<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T> => LoadFar<T>(s, op, cpu, SegmentIndex.Gs);

    private static DecodedOp* LoadFar<T>(X86State* s, DecodedOp* op, X86Cpu cpu, int segment)
        where T : unmanaged, IBinaryInteger<T>
    {
        var address = DecodedOp.EffectiveAddress(s, op);
        if (
            !Access.Read<T>(s, op, cpu, op->Segment, address, out var offset)
            || !Access.Read<ushort>(
                s,
                op,
                cpu,
                op->Segment,
                (address + (ulong)sizeof(T)) & op->AddressMask,
                out var selector
            )
        )
        {
            return null;
        }

        if (!cpu.At(op).LoadDataSegment(segment, selector))
        {
            return cpu.LeaveFaulted(op);
        }

        Registers.Write(s, op->Reg, offset);
        return op + 1;
    }

    private static DecodedOp* Finish(X86State* s, DecodedOp* op, X86Cpu cpu, int segment, ushort selector) =>
        cpu.At(op).LoadDataSegment(segment, selector) ? AfterLoad(s, op, cpu, segment) : cpu.LeaveFaulted(op);

    private static DecodedOp* AfterLoad(X86State* s, DecodedOp* op, X86Cpu cpu, int segment)
    {
        if (segment != SegmentIndex.Ss)
        {
            return op + 1;
        }

        // The stack pointer is loaded next: no interrupt in between.
        s->InterruptShadow = X86Cpu.ShadowOfStack;
        return cpu.Leave(op);
    }
}
