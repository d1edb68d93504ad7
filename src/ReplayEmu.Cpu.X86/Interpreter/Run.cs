using ReplayEmu.Cpu.X86.Decode;
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
    /// <summary>Values of <see cref="X86State.InterruptShadow"/>.</summary>
    internal const byte ShadowOfSti = 1;

    /// <inheritdoc cref="ShadowOfSti"/>
    internal const byte ShadowOfStack = 2;

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

    /// <summary>An instruction was left before its end, to be resumed.</summary>
    private bool suspended;

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
            State->CodeIp = 0;
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

            if (yielded)
            {
                yielded = false;
                return CpuStop.Yielded;
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

            if (State->PendingDebug != 0 && State->InterruptShadow != ShadowOfStack)
            {
                remaining--;
                DebugException(State->PendingDebug);
                continue;
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

            if (State->InterruptShadow == 0 && (State->Eflags & (Eflag.Trap | Eflag.Resume)) == 0 && !breakpointsArmed)
            {
                RunChain();
            }
            else if (breakpointsArmed && MeetsBreakpoint())
            {
                remaining--;
            }
            else
            {
                RunOne();
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

        BlockIp = State->Rip;
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

    /// <summary>
    /// Runs exactly one instruction, or one iteration: in an interrupt shadow, with TF, with RF, which lasts for one instruction, and
    /// while breakpoints are enabled. Traps on it come before anything else (SDM volume 3, 6.9).
    /// </summary>
    private void RunOne()
    {
        var flags = State->Eflags & (Eflag.Trap | Eflag.Resume);
        var held = State->PendingDebug;
        var start = State->Rip;
        State->InterruptShadow = 0;
        State->Eflags &= ~Eflag.Resume;
        var rest = remaining - 1;
        remaining = 1;
        end -= (ulong)rest;
        softwareInterrupt = false;
        suspended = false;
        RunChain();
        remaining += rest;
        end += (ulong)rest;
        // What a trap's delivery does to devices comes after the instruction.
        current = null;
        if (pendingVector >= 0)
        {
            State->PendingDebug = held;
            return;
        }

        if (suspended && State->Rip == start && (flags != 0 || breakpointsArmed))
        {
            // Between two iterations: an instruction breakpoint on it was met already.
            State->Eflags |= Eflag.Resume;
        }

        if (State->InterruptShadow == ShadowOfStack)
        {
            // No trap may see half of a new stack pointer: breakpoints wait, the single step is lost (SDM volume 3, 6.8.3).
            return;
        }

        var single = (flags & Eflag.Trap) != 0 && !softwareInterrupt;
        if (single || State->PendingDebug != 0)
        {
            DebugException(State->PendingDebug | (single ? DebugSingleStep : 0));
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
