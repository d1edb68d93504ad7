using ReplayEmu.Machine;
using ReplayEmu.Machine.Cpu;
using ReplayEmu.Machine.Interrupts;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Replay.Tests.Fake;

/// <summary>
/// A CPU whose program is arithmetic on the tick: port and register accesses, stores, DMA, output, halts. What it reads changes
/// what it does later, as with a real guest.
/// </summary>
internal sealed unsafe class FakeCpu(VirtualMachine machine, MemoryBlock ram, FakeOptions options) : ICpu, IIrqSink
{
    internal const ulong HaltEvery = 1000;
    private readonly FakeCpuState* state = machine.Arena.Add<FakeCpuState>("cpu0");
    private bool stopRequested;

    public string Name => "cpu0";

    public ulong ProgramCounter => state->Pc;

    public bool IsHalted => state->Halted != 0;

    public void Reset() => (state->Pc, state->Accumulator, state->Halted) = (0xfff0, 1, 0);

    public void RequestStop() => stopRequested = true;

    public void MemoryMapChanged() { }

    public void RevokeWriteAccess() { }

    public void CodePageWritten(MemoryBlock block, ulong page) { }

    public void StateReplaced() { }

    public void SetInput(int input, bool level)
    {
        if (level)
        {
            state->Wake = 1;
        }
    }

    public CpuStop Run(ulong budget)
    {
        stopRequested = false;
        for (var left = budget; left > 0; left--)
        {
            if (state->Halted != 0 && state->Wake == 0)
            {
                return CpuStop.Halted;
            }

            (state->Halted, state->Wake) = (0, 0);
            Step(machine.Clock.Icount);
            machine.Clock.State->Icount++;
            state->Pc = 0x1000 + (((state->Accumulator * 2654435761) >> 20) & 0xffff);
            if (stopRequested)
            {
                return CpuStop.Requested;
            }
        }

        return CpuStop.Budget;
    }

    private void Step(ulong tick)
    {
        if (tick >= options.UnimplementedAt)
        {
            machine.Ports.Write(0x15, 1, 0x77);
            throw new UnimplementedException("fake register 0x77");
        }

        if (tick >= options.ExitAt)
        {
            machine.Ports.Write(0x1f, 1, 3);
        }

        if (tick == options.ResetAt)
        {
            machine.RequestReset();
        }

        switch (tick % 20)
        {
            case 0:
                state->Accumulator = (state->Accumulator * 31) + machine.Ports.Read(0x10, 1);
                break;
            case 4:
                machine.Ports.Write(0x11, 2, state->Accumulator & 0xffff);
                break;
            case 8:
                var at = state->Accumulator % ram.Size & ~7UL;
                machine.Memory.Write(at, 8, state->Accumulator);
                break;
            case 12:
                state->Accumulator ^= machine.Memory.Read(0x1000_0000 + (tick % 64), 1);
                break;
            case 16 when tick % 100 == 56:
                machine.Ports.Write(0x12, 1, state->Accumulator);
                break;
            case 18 when tick % 500 == 18:
                machine.Ports.Write(0x13, 1, 0);
                break;
            case 19 when tick % HaltEvery == HaltEvery - 1:
                state->Halted = 1;
                stopRequested = true;
                break;
        }
    }
}
