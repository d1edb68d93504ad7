using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Exceptions;
using ReplayEmu.Cpu.Power.Instructions;
using ReplayEmu.Cpu.Power.State;
using ReplayEmu.Machine;

namespace ReplayEmu.Cpu.Power;

/// <content>Special purpose registers other than LR and CTR.</content>
public sealed unsafe partial class PowerCpu
{
    /// <summary>Everything but the facilities that are not there: performance monitor, transactions, event-based branches.</summary>
    private const ulong InitialFscr = 0;
    private const int PrivilegedNumber = 16;

    /// <summary>Bits of the problem-state priority register that are priority.</summary>
    private const ulong PprMask = 0x1cUL << 48;

    /// <summary>False for a register that this processor has not, or that the present state may not access.</summary>
    internal bool ReadSpecial(int number, out ulong value)
    {
        if ((mode & (int)CodeMode.User) != 0 && (number & PrivilegedNumber) != 0)
        {
            value = 0;
            return false;
        }

        ulong? read = number switch
        {
            Special.Xer => ReadXer(),
            Special.Lr => State->Lr,
            Special.Ctr => State->Ctr,
            Special.DscrUser or Special.Dscr => State->Dscr,
            Special.Dsisr => State->Dsisr,
            Special.Dar => State->Dar,
            Special.Dec => (State->Lpcr & LpcrBits.Ld) != 0 ? (ulong)Decrementer : (uint)Decrementer,
            Special.Srr0 => State->Srr0,
            Special.Srr1 => State->Srr1,
            Special.Cfar => State->Cfar,
            Special.UserAmr or Special.Amr => State->Amr,
            Special.Pidr => State->Pidr,
            Special.Iamr => State->Iamr,
            Special.CtrlRead => State->Ctrl,
            Special.Fscr => State->Fscr,
            Special.Uamor => State->Uamor,
            Special.Vrsave => State->Vrsave,
            Special.UserSprg3 => State->Sprg[3],
            Special.Timebase => Timebase,
            Special.TimebaseUpper => Timebase >> 32,
            >= Special.Sprg0 and <= Special.Sprg3 => State->Sprg[number - Special.Sprg0],
            Special.Pvr => Model.Pvr,
            Special.Spurr or Special.Purr or Special.Vtb => Timebase,
            >= Special.MonitorFirst and <= Special.MonitorLast => State->Monitor[(number | 16) - Special.MonitorFirst],
            Special.Ebbhr => State->Ebbhr,
            Special.Ebbrr => State->Ebbrr,
            Special.Bescr => State->Bescr,
            Special.Tar => State->Tar,
            Special.Ppr => State->Ppr,
            Special.Ppr32 => State->Ppr >> 32,
            _ => null,
        };
        value = read ?? 0;
        return read is not null;
    }

    /// <summary>As <see cref="ReadSpecial"/>; the block is left afterwards.</summary>
    internal bool WriteSpecial(int number, ulong value)
    {
        if ((mode & (int)CodeMode.User) != 0 && (number & PrivilegedNumber) != 0)
        {
            return false;
        }

        switch (number)
        {
            case Special.Xer:
                WriteXer(value);
                break;
            case Special.DscrUser or Special.Dscr:
                State->Dscr = value;
                break;
            case Special.Dsisr:
                State->Dsisr = (uint)value;
                break;
            case Special.Dar:
                State->Dar = value;
                break;
            case Special.Dec:
                Decrementer = (long)value;
                break;
            case Special.Srr0:
                State->Srr0 = value;
                break;
            case Special.Srr1:
                State->Srr1 = value;
                break;
            case Special.Cfar:
                State->Cfar = value;
                break;
            case Special.UserAmr or Special.Amr:
                Protect(ref State->Amr, value);
                break;
            case Special.Iamr:
                Protect(ref State->Iamr, value);
                break;
            case Special.Pidr:
                State->Pidr = (uint)value;
                FlushProcess();
                break;
            case Special.CtrlWrite:
                State->Ctrl = value & 1;
                break;
            case Special.Fscr:
                State->Fscr = value;
                break;
            case Special.Uamor:
                State->Uamor = value;
                break;
            case Special.Vrsave:
                State->Vrsave = (uint)value;
                break;
            case >= Special.Sprg0 and <= Special.Sprg3:
                State->Sprg[number - Special.Sprg0] = value;
                break;
            case >= Special.MonitorFirst and <= Special.MonitorLast:
                // Kept and read back; nothing is counted.
                State->Monitor[(number | 16) - Special.MonitorFirst] = value;
                break;
            case Special.Mmcrs:
                // Supervisor monitor mode of POWER8: nothing is counted.
                break;
            case Special.Ebbhr:
                State->Ebbhr = value;
                break;
            case Special.Ebbrr:
                State->Ebbrr = value;
                break;
            case Special.Bescr:
                State->Bescr = value;
                break;
            case Special.Tar:
                State->Tar = value;
                break;
            case Special.Ppr:
                State->Ppr = value & PprMask;
                break;
            case Special.Ppr32:
                State->Ppr = (value << 32) & PprMask;
                break;
            default:
                return false;
        }

        return true;
    }

    /// <summary>What happens at a register that is not there: privileged or illegal in problem state, a stop elsewhere.</summary>
    internal DecodedOp* RejectSpecial(DecodedOp* op, int number)
    {
        if ((mode & (int)CodeMode.User) == 0)
        {
            throw new UnimplementedException($"{Name}: special purpose register {number} at {IpOf(op):x}");
        }

        return Fault(
            op,
            Vector.Program,
            (number & PrivilegedNumber) != 0 ? ProgramReason.Privileged : ProgramReason.Illegal
        );
    }

    private ulong ReadXer()
    {
        var value =
            State->Xer | ((ulong)State->XerSo << 31) | ((ulong)State->XerOv << 30) | ((ulong)State->XerCa << 29);
        return Model.Level < Power.Model.IsaLevel.V300
            ? value
            : value | ((ulong)State->XerOv32 << 19) | ((ulong)State->XerCa32 << 18);
    }

    private void WriteXer(ulong value)
    {
        State->XerSo = (byte)(value >> 31 & 1);
        State->XerOv = (byte)(value >> 30 & 1);
        State->XerCa = (byte)(value >> 29 & 1);
        State->XerOv32 = (byte)(value >> 19 & 1);
        State->XerCa32 = (byte)(value >> 18 & 1);
        State->Xer = value & 0x1ff3_ffff;
    }

    /// <summary>Storage keys are in translations that were made; with radix trees they concern the pages of processes alone.</summary>
    private void Protect(ref ulong register, ulong value)
    {
        if (register == value)
        {
            return;
        }

        register = value;
        if ((State->Lpcr & LpcrBits.Hr) != 0)
        {
            FlushProcess();
        }
        else
        {
            FlushTlb();
        }
    }
}
