using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Exceptions;
using ReplayEmu.Cpu.X86.Mmu;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>Descriptor table registers: LGDT LIDT SGDT SIDT LLDT LTR SLDT STR.</summary>
internal static unsafe class SystemTables
{
    [Executes(Code.Lgdt_m1632_16, Code.Lgdt_m1632, Code.Lgdt_m1664)]
    public static DecodedOp* Lgdt(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!LoadTable(s, op, cpu, out var limit, out var start))
        {
            return null;
        }

        (s->GdtLimit, s->GdtBase) = (limit, start);
        return op + 1;
    }

    [Executes(Code.Lidt_m1632_16, Code.Lidt_m1632, Code.Lidt_m1664)]
    public static DecodedOp* Lidt(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!LoadTable(s, op, cpu, out var limit, out var start))
        {
            return null;
        }

        (s->IdtLimit, s->IdtBase) = (limit, start);
        return op + 1;
    }

    [Executes(Code.Sgdt_m1632_16, Code.Sgdt_m1632, Code.Sgdt_m1664)]
    public static DecodedOp* Sgdt(X86State* s, DecodedOp* op, X86Cpu cpu) =>
        StoreTable(s, op, cpu, s->GdtLimit, s->GdtBase);

    [Executes(Code.Sidt_m1632_16, Code.Sidt_m1632, Code.Sidt_m1664)]
    public static DecodedOp* Sidt(X86State* s, DecodedOp* op, X86Cpu cpu) =>
        StoreTable(s, op, cpu, s->IdtLimit, s->IdtBase);

    [Executes(Code.Lldt_rm16, Code.Lldt_r32m16, Code.Lldt_r64m16)]
    public static DecodedOp* Lldt<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace => LoadSystem<TPlace>(s, op, cpu, isTask: false);

    [Executes(Code.Ltr_rm16, Code.Ltr_r32m16, Code.Ltr_r64m16)]
    public static DecodedOp* Ltr<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace => LoadSystem<TPlace>(s, op, cpu, isTask: true);

    [Executes(Code.Sldt_rm16)]
    public static DecodedOp* Sldt<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace => Store<TPlace>(s, op, cpu, SegmentIndex.Ldtr, wide: false);

    [Executes(Code.Sldt_r32m16, Code.Sldt_r64m16)]
    public static DecodedOp* SldtWide<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace => Store<TPlace>(s, op, cpu, SegmentIndex.Ldtr, wide: true);

    [Executes(Code.Str_rm16)]
    public static DecodedOp* Str<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace => Store<TPlace>(s, op, cpu, SegmentIndex.Tr, wide: false);

    [Executes(Code.Str_r32m16, Code.Str_r64m16)]
    public static DecodedOp* StrWide<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace => Store<TPlace>(s, op, cpu, SegmentIndex.Tr, wide: true);

    private static bool LoadTable(X86State* s, DecodedOp* op, X86Cpu cpu, out uint limit, out ulong start)
    {
        (limit, start) = (0, 0);
        if (s->Cpl != 0)
        {
            cpu.Fault(op, Vector.GeneralProtection, 0);
            return false;
        }

        var address = DecodedOp.EffectiveAddress(s, op);
        if (!Access.Read<ushort>(s, op, cpu, op->Segment, address, out var low))
        {
            return false;
        }

        limit = low;
        address = (address + 2) & op->AddressMask;
        if (cpu.Is64Bit)
        {
            if (!Access.Read(s, op, cpu, op->Segment, address, out start) || X86Cpu.IsCanonical(start))
            {
                return !cpu.IsFaultPending;
            }

            cpu.Fault(op, Vector.GeneralProtection, 0);
            return false;
        }

        if (!Access.Read<uint>(s, op, cpu, op->Segment, address, out var high))
        {
            return false;
        }

        // With a 16-bit operand size the base has 24 bits.
        start = (Code)op->Code is Code.Lgdt_m1632_16 or Code.Lidt_m1632_16 ? high & 0xffffff : high;
        return true;
    }

    private static DecodedOp* StoreTable(X86State* s, DecodedOp* op, X86Cpu cpu, uint limit, ulong start)
    {
        if (cpu.IsKeptFromUser)
        {
            return cpu.Fault(op, Vector.GeneralProtection, 0);
        }

        var address = DecodedOp.EffectiveAddress(s, op);
        if (!Access.Write(s, op, cpu, op->Segment, address, (ushort)limit))
        {
            return null;
        }

        address = (address + 2) & op->AddressMask;
        return (
            cpu.Is64Bit
                ? Access.Write(s, op, cpu, op->Segment, address, start)
                : Access.Write(s, op, cpu, op->Segment, address, (uint)start)
        )
            ? op + 1
            : null;
    }

    private static DecodedOp* LoadSystem<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu, bool isTask)
        where TPlace : struct, IPlace
    {
        if (!cpu.IsProtected)
        {
            return cpu.Fault(op, Vector.InvalidOpcode);
        }

        if (s->Cpl != 0)
        {
            return cpu.Fault(op, Vector.GeneralProtection, 0);
        }

        if (!TPlace.Read<ushort>(s, op, cpu, out var selector))
        {
            return null;
        }

        return (isTask ? cpu.At(op).LoadTask(selector) : cpu.At(op).LoadLdt(selector)) ? op + 1 : cpu.LeaveFaulted(op);
    }

    private static DecodedOp* Store<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu, int segment, bool wide)
        where TPlace : struct, IPlace
    {
        if (!cpu.IsProtected)
        {
            return cpu.Fault(op, Vector.InvalidOpcode);
        }

        if (cpu.IsKeptFromUser)
        {
            return cpu.Fault(op, Vector.GeneralProtection, 0);
        }

        var selector = X86State.Segment(s, segment)->Selector;
        return SystemPlace.Write16<TPlace>(s, op, cpu, selector, wide) ? op + 1 : null;
    }
}
