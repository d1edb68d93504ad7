using System.Numerics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.State;
using Vector = ReplayEmu.Cpu.X86.Exceptions.Vector;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>MOV of control and debug registers, LMSW SMSW CLTS INVLPG WBINVD INVD.</summary>
internal static unsafe class SystemControlRegisters
{
    [Executes<uint>(Code.Mov_r32_cr)]
    [Executes<ulong>(Code.Mov_r64_cr)]
    public static DecodedOp* ReadControl<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
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
                value = cpu.At(op).ReadTaskPriority();
                break;
            default:
                return cpu.Fault(op, Vector.InvalidOpcode);
        }

        Operand.Set<T>(s, op->Rm, value);
        return op + 1;
    }

    [Executes<uint>(Code.Mov_cr_r32)]
    [Executes<ulong>(Code.Mov_cr_r64)]
    public static DecodedOp* WriteControl<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (s->Cpl != 0)
        {
            return cpu.Fault(op, Vector.GeneralProtection, 0);
        }

        var value = Operand.Get<T>(s, op->Rm);
        switch (op->Reg)
        {
            case 0:
                return cpu.At(op).WriteCr0(value) ? cpu.Leave(op) : cpu.LeaveFaulted(op);
            case 2:
                s->Cr2 = value;
                return op + 1;
            case 3:
                return cpu.At(op).WriteCr3(value) ? cpu.Leave(op) : cpu.LeaveFaulted(op);
            case 4:
                return cpu.At(op).WriteCr4(value) ? cpu.Leave(op) : cpu.LeaveFaulted(op);
            case 8:
                if (value > 15)
                {
                    return cpu.Fault(op, Vector.GeneralProtection, 0);
                }

                cpu.SyncClock(op);
                cpu.WriteTaskPriority(value);
                return op + 1;
            default:
                return cpu.Fault(op, Vector.InvalidOpcode);
        }
    }

    [Executes<uint>(Code.Mov_r32_dr)]
    [Executes<ulong>(Code.Mov_r64_dr)]
    public static DecodedOp* ReadDebug<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
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

        Operand.Set<T>(s, op->Rm, s->Dr[number]);
        return op + 1;
    }

    [Executes<uint>(Code.Mov_dr_r32)]
    [Executes<ulong>(Code.Mov_dr_r64)]
    public static DecodedOp* WriteDebug<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
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

        var value = Operand.Get<T>(s, op->Rm);
        if (number >= 6 && value > uint.MaxValue)
        {
            return cpu.Fault(op, Vector.GeneralProtection, 0);
        }

        cpu.WriteDebugRegister(number, value);
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

    [Executes<uint>(Code.Smsw_r32m16)]
    [Executes<ulong>(Code.Smsw_r64m16)]
    public static DecodedOp* SmswWide<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace =>
        typeof(TPlace) == typeof(RegisterPlace) && !cpu.IsKeptFromUser
            ? (Operand.Write<T, TPlace>(s, op, cpu, s->Cr0) ? op + 1 : null)
            : Smsw<TPlace>(s, op, cpu);

    /// <summary>Loads PE MP EM TS; PE cannot be cleared.</summary>
    [Executes(Code.Lmsw_rm16, Code.Lmsw_r32m16, Code.Lmsw_r64m16)]
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
        return cpu.At(op).WriteCr0(cr0) ? cpu.Leave(op) : cpu.LeaveFaulted(op);
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
        cpu.FlushTlbPage(segment->Base + DecodedOp.EffectiveAddress(s, op));
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
