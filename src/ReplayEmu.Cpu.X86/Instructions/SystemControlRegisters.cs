using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Exceptions;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>MOV of control and debug registers, LMSW SMSW CLTS INVLPG WBINVD INVD.</summary>
internal static unsafe class SystemControlRegisters
{
    [Executes(Code.Mov_r32_cr)]
    public static DecodedOp* ReadControl(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (s->Cpl != 0)
        {
            return cpu.Fault(op, Vector.GeneralProtection, 0);
        }

        ulong value;
        switch (op->Reg)
        {
            case 0:
                value = s->Cr0;
                break;
            case 2:
                value = s->Cr2;
                break;
            case 3:
                value = s->Cr3;
                break;
            case 4:
                value = s->Cr4;
                break;
            case 8:
                value = s->Cr8;
                break;
            default:
                return cpu.Fault(op, Vector.InvalidOpcode);
        }

        Registers.Write(s, op->Rm, (uint)value);
        return op + 1;
    }

    [Executes(Code.Mov_cr_r32)]
    public static DecodedOp* WriteControl(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (s->Cpl != 0)
        {
            return cpu.Fault(op, Vector.GeneralProtection, 0);
        }

        var value = Registers.Read<uint>(s, op->Rm);
        switch (op->Reg)
        {
            case 0:
                return cpu.WriteCr0(value) ? cpu.Leave(op) : cpu.LeaveFaulted(op);
            case 2:
                s->Cr2 = value;
                return op + 1;
            case 3:
                s->Cr3 = value;
                cpu.FlushTlb();
                return cpu.Leave(op);
            case 4:
                return cpu.WriteCr4(value) ? cpu.Leave(op) : cpu.LeaveFaulted(op);
            case 8:
                s->Cr8 = value & 15;
                return op + 1;
            default:
                return cpu.Fault(op, Vector.InvalidOpcode);
        }
    }

    [Executes(Code.Mov_r32_dr)]
    public static DecodedOp* ReadDebug(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (s->Cpl != 0)
        {
            return cpu.Fault(op, Vector.GeneralProtection, 0);
        }

        if (!TryDebugNumber(s, op, out var number))
        {
            return cpu.Fault(op, Vector.InvalidOpcode);
        }

        if (!cpu.MayAccessDebugRegisters())
        {
            return cpu.LeaveFaulted(op);
        }

        Registers.Write(s, op->Rm, (uint)s->Dr[number]);
        return op + 1;
    }

    [Executes(Code.Mov_dr_r32)]
    public static DecodedOp* WriteDebug(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (s->Cpl != 0)
        {
            return cpu.Fault(op, Vector.GeneralProtection, 0);
        }

        if (!TryDebugNumber(s, op, out var number))
        {
            return cpu.Fault(op, Vector.InvalidOpcode);
        }

        if (!cpu.MayAccessDebugRegisters())
        {
            return cpu.LeaveFaulted(op);
        }

        cpu.WriteDebugRegister(number, Registers.Read<uint>(s, op->Rm));
        return cpu.Leave(op);
    }

    [Executes(Code.Smsw_rm16)]
    public static DecodedOp* Smsw<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (cpu.IsKeptFromUser)
        {
            return cpu.Fault(op, Vector.GeneralProtection, 0);
        }

        return TPlace.Write(s, op, cpu, (ushort)s->Cr0) ? op + 1 : null;
    }

    [Executes(Code.Smsw_r32m16)]
    public static DecodedOp* SmswWide<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace =>
        typeof(TPlace) == typeof(RegisterPlace) && !cpu.IsKeptFromUser
            ? (TPlace.Write(s, op, cpu, (uint)s->Cr0) ? op + 1 : null)
            : Smsw<TPlace>(s, op, cpu);

    /// <summary>Loads PE MP EM TS; PE cannot be cleared.</summary>
    [Executes(Code.Lmsw_rm16, Code.Lmsw_r32m16)]
    public static DecodedOp* Lmsw<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (s->Cpl != 0)
        {
            return cpu.Fault(op, Vector.GeneralProtection, 0);
        }

        if (!TPlace.Read<ushort>(s, op, cpu, out var value))
        {
            return null;
        }

        var cr0 = (s->Cr0 & ~0xeUL) | (value & 0xfu);
        return cpu.WriteCr0((uint)cr0) ? cpu.Leave(op) : cpu.LeaveFaulted(op);
    }

    [Executes(Code.Clts)]
    public static DecodedOp* Clts(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (s->Cpl != 0)
        {
            return cpu.Fault(op, Vector.GeneralProtection, 0);
        }

        s->Cr0 &= ~Cr0Bits.TaskSwitched;
        return op + 1;
    }

    [Executes(Code.Invlpg_m)]
    public static DecodedOp* Invlpg(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (s->Cpl != 0)
        {
            return cpu.Fault(op, Vector.GeneralProtection, 0);
        }

        var segment = X86State.Segment(s, op->Segment);
        cpu.FlushTlbPage((segment->Base + DecodedOp.EffectiveAddress(s, op)) & 0xffffffff);
        return cpu.Leave(op);
    }

    /// <summary>There are no caches to write back.</summary>
    [Executes(Code.Wbinvd, Code.Invd)]
    public static DecodedOp* Wbinvd(X86State* s, DecodedOp* op, X86Cpu cpu) =>
        s->Cpl != 0 ? cpu.Fault(op, Vector.GeneralProtection, 0) : op + 1;

    /// <summary>DR4 and DR5 are DR6 and DR7 unless CR4.DE is set.</summary>
    private static bool TryDebugNumber(X86State* s, DecodedOp* op, out int number)
    {
        number = op->Reg;
        if (number is 4 or 5)
        {
            number += 2;
            return (s->Cr4 & Cr4Bits.DebuggingExtensions) == 0;
        }

        return number < 8;
    }
}
