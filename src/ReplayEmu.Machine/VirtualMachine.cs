using System;
using System.Collections.Generic;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Cpu;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Interrupts;
using ReplayEmu.Machine.Memory;
using ReplayEmu.Machine.State;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Machine;

/// <summary>A machine: a pure function of its description, its images and what comes through the gate.</summary>
public sealed unsafe class VirtualMachine : IDisposable
{
    private readonly CpuTurns turns;
    private readonly List<IDevice> devices = [];
    private readonly List<MemoryBlock> blocks = [];
    private readonly List<DriveContents> drives = [];
    private readonly List<InputPort> inputPorts = [];
    private readonly List<OutputPort> outputPorts = [];
    private readonly PowerState* power;
    private volatile bool hostStopRequested;

    /// <param name="quantum">Ticks that a CPU runs before the next one does, see <see cref="SmpConfig.Quantum"/>.</param>
    public VirtualMachine(TickRatio ratio, IInputs inputs, IOutputs outputs, uint quantum = SmpConfig.DefaultQuantum)
    {
        if (ratio.Numerator == 0 || ratio.Denominator == 0)
        {
            throw new ConfigurationException(
                $"a tick of {ratio.Numerator}/{ratio.Denominator} ns: both numbers must be at least 1"
            );
        }

        Inputs = inputs;
        Outputs = outputs;
        Clock = new Clock(Arena, ratio);
        if (quantum == 0)
        {
            throw new ConfigurationException("a CPU's turn of 0 ticks: it must have at least 1");
        }

        power = Arena.Add<PowerState>("power");
        turns = new CpuTurns(Arena, Clock, quantum);
        Scheduler = new Scheduler(Arena, Clock) { DeadlineMoved = StopCpus };
        Observation = new Observation(Clock) { ProgramCounter = () => Cpus.Count == 0 ? 0 : RunningCpu.ProgramCounter };
        Irqs = new IrqLines(Arena) { Edge = OnEdge };
        Memory = new AddressSpace(new ContainerRegion("memory", ulong.MaxValue), Observation, isPorts: false)
        {
            Changed = OnMemoryMapChanged,
        };
        Ports = new AddressSpace(new ContainerRegion("ports", 0x10000), Observation, isPorts: true);
    }

    /// <summary>Guest-visible state: in checkpoints and digests.</summary>
    public StateArena Arena { get; } = new();

    /// <summary>State that can be guest-visible only through staleness (TLBs): in checkpoints, not in digests.</summary>
    public StateArena DerivedArena { get; } = new(16 << 20);

    public Clock Clock { get; }

    public Scheduler Scheduler { get; }

    public Observation Observation { get; }

    public IrqLines Irqs { get; }

    public AddressSpace Memory { get; }

    public AddressSpace Ports { get; }

    public IInputs Inputs { get; set; }

    public IOutputs Outputs { get; set; }

    public IReadOnlyList<ICpu> Cpus => turns.Cpus;

    /// <summary>Number of the CPU that runs now, or would next: during an access of a CPU, that one.</summary>
    public int RunningIndex => turns.Current;

    /// <inheritdoc cref="RunningIndex"/>
    public ICpu RunningCpu => turns.Cpus[turns.Current];

    /// <summary>Every CPU waits for an interrupt.</summary>
    public bool IsHalted => turns.AllHalted;

    public IReadOnlyList<IDevice> Devices => devices;

    /// <summary>RAM, VRAM, ROM and flash in the order they were added, which is the order in digests and checkpoints.</summary>
    public IReadOnlyList<MemoryBlock> Blocks => blocks;

    /// <summary>Drives that can be written to, for whoever keeps what was written.</summary>
    public IReadOnlyList<DriveContents> Drives => drives;

    public IReadOnlyList<InputPort> InputPorts => inputPorts;

    public IReadOnlyList<OutputPort> OutputPorts => outputPorts;

    /// <summary>With <c>-no-reboot</c> a reset ends the run.</summary>
    public bool NoReboot { get; init; }

    /// <summary>What the guest left on exit, 0 for a plain power-off.</summary>
    public int ExitCode => power->ExitCode;

    /// <summary>What was missing, after <see cref="StopReason.Unimplemented"/>.</summary>
    public string? UnimplementedDetail { get; private set; }

    /// <summary>Adds a CPU; the first one added has the first turn.</summary>
    public void AddCpu(ICpu cpu) => turns.Add(cpu);

    public void AddDevice(IDevice device) => devices.Add(device);

    public MemoryBlock AddBlock(MemoryBlock block)
    {
        block.CodePageWritten = (written, page) =>
        {
            foreach (var cpu in turns.Cpus)
            {
                cpu.CodePageWritten(written, page);
            }
        };
        blocks.Add(block);
        return block;
    }

    public void AddDrive(DriveContents drive) => drives.Add(drive);

    public int AddInputPort(InputPort port)
    {
        inputPorts.Add(port);
        return inputPorts.Count - 1;
    }

    public OutputPort AddOutputPort(string name)
    {
        var port = new OutputPort(this, outputPorts.Count, name);
        outputPorts.Add(port);
        return port;
    }

    /// <summary>System reset: every device in order, then the CPUs. Also brings a newly built machine to power-on state.</summary>
    public void Reset()
    {
        *power = default;
        foreach (var device in devices)
        {
            device.Reset();
        }

        turns.Reset();
    }

    /// <summary>The guest asked for a reset; it happens after the present instruction.</summary>
    public void RequestReset()
    {
        power->ResetPending = 1;
        StopCpus();
    }

    /// <summary>The guest ended the run.</summary>
    /// <param name="code">Process exit code that QEMU would give.</param>
    public void RequestExit(int code)
    {
        power->Off = 1;
        power->ExitCode = code;
        StopCpus();
    }

    /// <summary>The host wants <see cref="Run"/> to return soon; safe from another thread. Where it stops is not reproducible.</summary>
    public void RequestHostStop() => hostStopRequested = true;

    /// <summary>Runs until the clock reaches <paramref name="until"/> exactly, or a reason to stop earlier.</summary>
    public StopReason Run(ulong until)
    {
        // The machine is in the middle of something it cannot do; it goes no further.
        if (UnimplementedDetail is not null)
        {
            return StopReason.Unimplemented;
        }

        try
        {
            return RunUntil(until);
        }
        catch (UnimplementedException missing)
        {
            UnimplementedDetail = missing.Message;
            return StopReason.Unimplemented;
        }
    }

    /// <summary>
    /// After a checkpoint was copied into the arenas and blocks. What the guest had pending there is pending again
    /// (<see cref="PowerState"/>).
    /// </summary>
    public void StateReplaced()
    {
        UnimplementedDetail = null;
        foreach (var device in devices)
        {
            device.StateReplaced();
        }

        foreach (var cpu in turns.Cpus)
        {
            cpu.StateReplaced();
        }
    }

    public void Dispose()
    {
        foreach (var block in blocks)
        {
            block.Dispose();
        }

        Arena.Dispose();
        DerivedArena.Dispose();
    }

    private StopReason RunUntil(ulong until)
    {
        // An exit stays: running a machine that has ended is a no-op.
        while (power->Off == 0)
        {
            if (power->ResetPending != 0)
            {
                if (NoReboot)
                {
                    return StopReason.ResetNotAllowed;
                }

                Reset();
            }

            if (hostStopRequested)
            {
                hostStopRequested = false;
                return StopReason.HostRequest;
            }

            var now = Clock.Icount;
            TakeInputs(now);
            Scheduler.RunDue();
            if ((power->Off | power->ResetPending) != 0)
            {
                continue;
            }

            if (now >= until)
            {
                return StopReason.IcountReached;
            }

            var deadline = Math.Min(until, Scheduler.NextDeadline);
            // A gate that asks for the present tick again gets its turn one tick later: the machine always moves on.
            var poll = Math.Max(Inputs.NextPoll(now), now + 1);
            var stop = turns.Run(Math.Min(deadline, poll) - now);
            if (stop == CpuStop.Shutdown)
            {
                power->ResetPending = 1;
            }
            else if (stop == CpuStop.Halted && (power->Off | power->ResetPending) == 0 && !SkipIdle(until))
            {
                return StopReason.Deadlock;
            }
        }

        return StopReason.GuestExit;
    }

    /// <summary>Moves time to what comes next while every CPU is halted; false when nothing can come.</summary>
    private bool SkipIdle(ulong until)
    {
        if (!turns.CanWake)
        {
            return false;
        }

        var halted = Clock.Icount;
        var wake = Scheduler.NextDeadline;
        if (halted >= until || wake <= halted)
        {
            return true;
        }

        var resume = Inputs.Idle(halted, wake);
        if (resume == ulong.MaxValue)
        {
            return false;
        }

        var target = Math.Min(resume, until);
        if (target > halted)
        {
            Clock.Skip(target - halted);
        }

        return true;
    }

    private void TakeInputs(ulong now)
    {
        while (Inputs.TryTake(now, out var input))
        {
            inputPorts[input.Port].Accept(input.Data.Span);
        }
    }

    private void StopCpus()
    {
        foreach (var cpu in turns.Cpus)
        {
            cpu.RequestStop();
        }
    }

    private void OnEdge(int line, bool level) =>
        Observation.Report(
            level ? InteractionKind.IrqRaise : InteractionKind.IrqLower,
            0,
            (ulong)line,
            1,
            level ? 1UL : 0
        );

    private void OnMemoryMapChanged()
    {
        foreach (var cpu in turns.Cpus)
        {
            cpu.MemoryMapChanged();
        }
    }
}
