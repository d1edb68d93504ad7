using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.State;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Cpu;

namespace ReplayEmu.Cpu.Power;

/// <content>
/// The outer loop: interrupts at instruction boundaries, then a chain of blocks. A fault costs the tick of its instruction; taking an
/// external or decrementer interrupt costs none, for it disables further ones.
/// </content>
public sealed unsafe partial class PowerCpu
{
    /// <summary>Address of the running block.</summary>
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
    private delegate* <PowerCpuState*, DecodedOp*, PowerCpu, DecodedOp*> patchedHandler;
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
                State->Nip = IpOf(current);
                remaining += current->Left;
            }

            throw;
        }
        finally
        {
            Unpatch();
            current = null;
            clock->Icount = end - (ulong)remaining;
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
            if (stopRequested)
            {
                return CpuStop.Requested;
            }

            if (remaining <= 0)
            {
                return CpuStop.Budget;
            }

            TakeInterrupt();
            if (State->Halted != 0)
            {
                return CpuStop.Halted;
            }

            if (HasBreakpoints && IsAtBreakpoint())
            {
                return CpuStop.Requested;
            }

            RunChain();
        }
    }

    /// <summary>Runs blocks until one leaves the chain.</summary>
    private void RunChain()
    {
        var block = FindBlock();
        if (block == null)
        {
            return;
        }

        var op = block->Ops;
        remaining -= block->Count;
        blockIp = State->Nip;
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
            op = op->Handler(state, op, this);
        } while (op != null && remaining + op->Left > 0);

        if (op != null)
        {
            State->Nip = IpOf(op);
            remaining += op->Left;
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
    private static DecodedOp* LeaveBefore(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        cpu.State->Nip = cpu.IpOf(op);
        cpu.remaining += op->Left;
        return null;
    }
}
