using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Exceptions;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86;

/// <content>Recording faults and combining them (SDM volume 3, 6.15, table 6-5).</content>
public sealed unsafe partial class X86Cpu
{
    /// <summary>The fault that waits for delivery, or -1.</summary>
    private int pendingVector = -1;
    private uint pendingError;

    /// <summary>Records a fault without error code; returns null for the handler to return.</summary>
    internal DecodedOp* Fault(DecodedOp* op, byte vector) => Fault(op, vector, 0);

    /// <summary>Records a fault with an error code; returns null for the handler to return.</summary>
    internal DecodedOp* Fault(DecodedOp* op, byte vector, uint errorCode)
    {
        if (vector == Vector.FloatingPoint && (State->Cr0 & Cr0Bits.NumericError) == 0)
        {
            return WaitForNumericError(op);
        }

        Raise(vector, errorCode);
        Faulted(op);
        return null;
    }

    /// <summary>The pending fault is this instruction's: it is not done, and the block is left before it.</summary>
    internal bool Faulted(DecodedOp* op)
    {
        Suspend(op);
        return false;
    }

    /// <summary>As <see cref="Faulted"/>, for a handler to return.</summary>
    internal DecodedOp* LeaveFaulted(DecodedOp* op) => Suspend(op);

    private void Raise(byte vector, uint errorCode)
    {
        pendingVector = vector;
        pendingError = errorCode;
    }

    private void DeliverPending()
    {
        var vector = (byte)pendingVector;
        pendingVector = -1;
        Interrupt(vector, InterruptKind.Exception, pendingError, State->Rip);
    }

    /// <summary>Delivers an interrupt or exception; faults on the way are delivered instead, up to shutdown.</summary>
    private void Interrupt(byte vector, InterruptKind kind, uint error, ulong returnIp)
    {
        State->Halted = 0;
        if (vector == Vector.Debug && kind != InterruptKind.Software)
        {
            // The handler may use the debug registers.
            State->Dr[7] &= ~GeneralDetect;
        }

        while (!TryInterrupt(vector, kind, error, returnIp))
        {
            var second = (byte)pendingVector;
            pendingVector = -1;
            if (kind == InterruptKind.Exception && vector == Vector.DoubleFault)
            {
                State->Shutdown = 1;
                return;
            }

            var isDouble =
                kind == InterruptKind.Exception
                && (
                    (IsContributory(vector) && IsContributory(second))
                    || (vector == Vector.PageFault && (IsContributory(second) || second == Vector.PageFault))
                );
            (vector, error) = isDouble ? (Vector.DoubleFault, 0) : (second, pendingError);
            kind = InterruptKind.Exception;
            returnIp = State->Rip;
        }
    }

    private static bool IsContributory(byte vector) =>
        vector
            is Vector.DivideError
                or Vector.InvalidTss
                or Vector.SegmentNotPresent
                or Vector.StackFault
                or Vector.GeneralProtection;

    private static bool HasErrorCode(byte vector) =>
        vector is Vector.DoubleFault or (>= Vector.InvalidTss and <= Vector.PageFault) or Vector.AlignmentCheck;

    /// <summary>Takes SMI, INIT, NMI or INTR when it is allowed; costs one tick.</summary>
    private bool TakeInterrupt()
    {
        if (State->WaitForStartup != 0)
        {
            return TakeStartup();
        }

        // In system management mode both wait for RSM.
        if (State->SystemManagement == 0)
        {
            if (State->SmiPending != 0)
            {
                State->SmiPending = 0;
                remaining--;
                EnterSystemManagement();
                return true;
            }

            if (State->InitPending != 0)
            {
                remaining--;
                Initialize();
                return true;
            }
        }

        if (State->NmiPending != 0 && State->NmiBlocked == 0)
        {
            State->NmiPending = 0;
            State->NmiBlocked = 1;
            remaining--;
            Interrupt(Vector.Nmi, InterruptKind.External, 0, State->Rip);
            return true;
        }

        if (State->IntrLevel != 0 && (State->Eflags & Eflag.Interrupt) != 0 && InterruptController is { } controller)
        {
            SyncClockAtCurrent();
            remaining--;
            Interrupt(controller.AcknowledgeInterrupt(), InterruptKind.External, 0, State->Rip);
            return true;
        }

        return false;
    }
}

/// <summary>Where an interrupt comes from.</summary>
internal enum InterruptKind : byte
{
    Exception,

    /// <summary>INT n, INT3, INTO, but not INT1: privilege of the gate is checked.</summary>
    Software,
    External,
}
