using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Exceptions;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power;

/// <content>Interrupts (Book III, chapter 6) as a guest without hypervisor state takes them.</content>
public sealed unsafe partial class PowerCpu
{
    /// <summary>SRR1 bits that tell a reason: 33 to 36 and 42 to 47 of the manual.</summary>
    private const ulong ReasonBits = 0x783f_0000;

    /// <summary>Where interrupts go with AIL 3.</summary>
    private const ulong AlternateBase = 0xc000_0000_0000_4000;

    /// <summary>The instruction is not done and interrupts.</summary>
    internal DecodedOp* Fault(DecodedOp* op, ulong vector, ulong reason)
    {
        Interrupt(vector, IpOf(op), reason);
        remaining += op->Left - 1;
        return null;
    }

    /// <summary>The instruction is done and interrupts.</summary>
    internal DecodedOp* Trap(DecodedOp* op, ulong vector)
    {
        Interrupt(vector, NextIp(op), 0);
        remaining += op->Left - 1;
        return null;
    }

    /// <summary>System call vectored: no SRR is changed, and EE and RI stay.</summary>
    internal DecodedOp* SystemCallVectored(DecodedOp* op, ulong level)
    {
        State->Lr = NextIp(op);
        State->Ctr = State->Msr & ~ReasonBits;
        var msr = InterruptMsr() | (State->Msr & (MsrBits.Ee | MsrBits.Ri));
        // It has an address of its own for translation off, and is always at the alternate one otherwise.
        State->Nip = UsesAlternate()
            ? AlternateBase - 0x4000 + Vector.SystemCallVectored + (level * 32)
            : 0x17000 + (level * 32);
        SetMsr(UsesAlternate() ? msr | MsrBits.Ir | MsrBits.Dr : msr);
        remaining += op->Left - 1;
        return null;
    }

    private void Interrupt(ulong vector, ulong returnTo, ulong reason)
    {
        State->Srr0 = returnTo;
        State->Srr1 = (State->Msr & ~ReasonBits) | reason;
        var alternate = UsesAlternate() && vector is not (Vector.SystemReset or Vector.MachineCheck);
        var msr = InterruptMsr();
        State->Nip = alternate ? AlternateBase + vector : vector;
        State->Halted = 0;
        SetMsr(alternate ? msr | MsrBits.Ir | MsrBits.Dr : msr);
    }

    private ulong InterruptMsr() =>
        MsrBits.Sf | (State->Msr & MsrBits.Me) | ((State->Lpcr & LpcrBits.Ile) != 0 ? MsrBits.Le : 0);

    /// <summary>LPCR.AIL is 3 and translation is on for instructions and data.</summary>
    private bool UsesAlternate() =>
        ((State->Lpcr >> LpcrBits.AilShift) & 3) == 3
        && (State->Msr & (MsrBits.Ir | MsrBits.Dr)) == (MsrBits.Ir | MsrBits.Dr);

    /// <summary>Takes an interrupt from outside or the decrementer's when one is pending and enabled.</summary>
    private void TakeInterrupt()
    {
        if ((State->ExternalLevel | State->DecrementerPending) == 0 || (State->Msr & MsrBits.Ee) == 0)
        {
            return;
        }

        Interrupt(State->ExternalLevel != 0 ? Vector.External : Vector.Decrementer, State->Nip, 0);
    }
}
