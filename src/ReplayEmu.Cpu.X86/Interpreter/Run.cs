using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Exceptions;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.State;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Cpu;

namespace ReplayEmu.Cpu.X86;

/// <content>
/// The outer loop: events at instruction boundaries, then a chain of blocks. A fault costs the tick of its instruction; taking an
/// external interrupt or NMI costs one tick of its own, so that time always moves.
/// </content>
public sealed unsafe partial class X86Cpu
{
    /// <summary>Offset in CS of the running block.</summary>
    private ulong blockIp;

    /// <summary>Icount at which the budget ends.</summary>
    private ulong end;

    /// <summary>Ticks of the budget after the running block.</summary>
    private long remaining;

    /// <summary>A block is entered only when this many ticks remain after it; raised to stop.</summary>
    private long floor;

    /// <summary>The instruction that last accessed memory the slow way, or null between instructions.</summary>
    private DecodedOp* current;
    private DecodedOp* patched;
    private delegate* <X86State*, DecodedOp*, X86Cpu, DecodedOp*> patchedHandler;
    private bool stopRequested;

    public CpuStop Run(ulong budget)
    {
        var clock = machine.Clock.State;
        remaining = (long)ulong.Min(budget, long.MaxValue);
        end = clock->Icount + (ulong)remaining;
        stopRequested = false;
        current = null;
        try
        {
            return RunLoop();
        }
        catch (UnimplementedException)
        {
            if (current != null)
            {
                State->Rip = IpOf(current);
                remaining += current->Left;
            }

            throw;
        }
        finally
        {
            Unpatch();
            current = null;
            clock->Icount = end - (ulong)remaining;
            LazyFlags.Canonicalize(State);
        }
    }

    public void RequestStop()
    {
        stopRequested = true;
        LeaveAfterCurrent();
    }

    private CpuStop RunLoop()
    {
        while (true)
        {
            Unpatch();
            current = null;
            floor = 0;
            if (pendingVector >= 0)
            {
                remaining--;
                DeliverPending();
                continue;
            }

            if (State->Shutdown != 0)
            {
                return CpuStop.Shutdown;
            }

            if (stopRequested)
            {
                return CpuStop.Requested;
            }

            if (remaining <= 0)
            {
                return CpuStop.Budget;
            }

            if (State->InterruptShadow == 0 && TakeInterrupt())
            {
                continue;
            }

            if (State->Halted != 0)
            {
                return CpuStop.Halted;
            }

            if (HasBreakpoints && IsAtBreakpoint())
            {
                return CpuStop.Requested;
            }

            if (State->InterruptShadow != 0 || (State->Eflags & (Eflag.Trap | Eflag.Resume)) != 0)
            {
                RunOne();
            }
            else
            {
                RunChain();
            }
        }
    }

    /// <summary>Runs blocks until one leaves the chain.</summary>
    private void RunChain()
    {
        var block = FindBlock(out var alone);
        DecodedOp* op;
        if (block != null)
        {
            op = block->Ops;
            remaining -= block->Count;
        }
        else if (alone && (op = FetchAlone()) != null)
        {
            remaining--;
        }
        else
        {
            return;
        }

        blockIp = State->Rip;
        var state = State;
        if (remaining >= 0)
        {
            // Several call sites, so that the processor predicts each of them by itself.
            while (
                (op = op->Handler(state, op, this)) != null
                && (op = op->Handler(state, op, this)) != null
                && (op = op->Handler(state, op, this)) != null
                && (op = op->Handler(state, op, this)) != null
            ) { }

            return;
        }

        // The budget ends within the block: instruction by instruction.
        do
        {
            op = op->Handler(State, op, this);
        } while (op != null && remaining + op->Left > 0);

        if (op != null)
        {
            State->Rip = IpOf(op);
            remaining += op->Left;
        }
    }

    /// <summary>Runs exactly one instruction: in an interrupt shadow, with TF, and with RF, which lasts for one instruction.</summary>
    private void RunOne()
    {
        var trap = (State->Eflags & Eflag.Trap) != 0;
        State->InterruptShadow = 0;
        State->Eflags &= ~Eflag.Resume;
        var held = remaining - 1;
        remaining = 1;
        end -= (ulong)held;
        softwareInterrupt = false;
        RunChain();
        remaining += held;
        end += (ulong)held;
        if (trap && pendingVector < 0 && !softwareInterrupt)
        {
            State->Dr[6] |= DebugSingleStep;
            Interrupt(Vector.Debug, InterruptKind.Exception, 0, State->Rip);
        }
    }

    private void LeaveAfterCurrent()
    {
        if (current == null)
        {
            return;
        }

        floor = long.MaxValue;
        var next = current + 1;
        if (patched == next)
        {
            return;
        }

        Unpatch();
        patched = next;
        patchedHandler = next->Handler;
        next->Handler = &LeaveBefore;
    }

    private void Unpatch()
    {
        if (patched != null)
        {
            patched->Handler = patchedHandler;
            patched = null;
        }
    }

    /// <summary>Stands in for an instruction that must not run any more.</summary>
    private static DecodedOp* LeaveBefore(X86State* s, DecodedOp* op, X86Cpu cpu) => cpu.Suspend(op);
}
