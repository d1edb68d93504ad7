using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Iced.Intel;
using ReplayEmu.Cpu.X86;
using ReplayEmu.Cpu.X86.State;
using ReplayEmu.Lockstep.Comparison;
using ReplayEmu.Lockstep.Reference;
using ReplayEmu.Lockstep.Registers;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Gate;

namespace ReplayEmu.Lockstep;

/// <summary>
/// Runs a machine along the log of another emulator. Registers must be equal before every instruction. Time is not: what an
/// instruction reads from a device, and when an interrupt comes, is taken from the log. A string instruction, or a jump to itself, is
/// one step, for emulators count its iterations differently.
/// </summary>
public sealed unsafe class LockstepRun : IObserver
{
    private const ulong ResetVector = 0xfffffff0;
    private const int MostAfterReset = 1_000_000;
    private readonly VirtualMachine machine;
    private readonly X86Cpu cpu;
    private readonly IReferenceLog log;
    private readonly LockstepOptions options;
    private readonly OwnRegisters registers;
    private readonly ImageComparison comparison;
    private readonly InstructionText text;
    private readonly DeviceMemory deviceMemory;
    private readonly RegisterImage before = new();
    private readonly RegisterImage own = new();
    private readonly RegisterImage reference = new();
    private readonly Queue<(ulong Pc, Instruction Instruction)> history = new();
    private readonly List<string> tolerated = [];
    private bool readDevice;
    private ulong steps;
    private ulong deviceValues;
    private ulong interrupts;

    /// <param name="machine">At power-on, with one x86 CPU.</param>
    public LockstepRun(VirtualMachine machine, IReferenceLog log, LockstepOptions options)
    {
        this.machine = machine;
        this.log = log;
        this.options = options;
        cpu =
            machine.Cpus[0] as X86Cpu
            ?? throw new ConfigurationException("lockstep: only for machines with an x86 CPU");
        // Interrupts come from the log only.
        cpu.InterruptController = null;
        registers = new OwnRegisters(cpu);
        comparison = new ImageComparison(options.Ignored);
        text = new InstructionText(machine, cpu);
        deviceMemory = new DeviceMemory(machine, cpu);
    }

    public LockstepReport Run()
    {
        machine.Observation.Observer = this;
        if (!log.TryRead(reference, out _))
        {
            return Report(LockstepEnd.ReferenceEnded);
        }

        registers.Read(own);
        var differences = comparison.Compare(own, reference, 0);
        while (differences.Count == 0)
        {
            if (steps == options.Count)
            {
                return Report(LockstepEnd.Counted);
            }

            var instruction = text.Next();
            Remember(own.LinearPc, instruction);
            if (!ReadNext(out var passes, out var interrupt))
            {
                return Report(LockstepEnd.ReferenceEnded);
            }

            before.CopyFrom(own);
            readDevice = deviceMemory.IsRead(instruction, before);
            var stop = Step(passes, interrupt);
            if (stop != StopReason.IcountReached)
            {
                return Report(LockstepEnd.OwnEnded, machine.UnimplementedDetail ?? stop.ToString());
            }

            registers.Read(own);
            if (own.LinearPc == ResetVector && !SkipToReset())
            {
                return Report(LockstepEnd.ReferenceEnded);
            }

            differences = Settle(instruction);
            deviceMemory.Follow(instruction, before, own);
            steps += differences.Count == 0 ? 1UL : 0;
        }

        return Report(LockstepEnd.Differs, differences: differences);
    }

    void IObserver.OnInteraction(in Interaction interaction)
    {
        readDevice |=
            interaction.Kind is InteractionKind.PortRead or InteractionKind.MmioRead or InteractionKind.ConfigRead;
        if (interaction.Kind == InteractionKind.DmaWrite)
        {
            deviceMemory.Add(interaction.Address, interaction.Size);
        }
    }

    /// <summary>Reads on to another instruction, or to an interrupt.</summary>
    private bool ReadNext(out ulong passes, out int interrupt)
    {
        passes = 0;
        do
        {
            if (!log.TryRead(reference, out interrupt))
            {
                return false;
            }

            passes++;
        } while (interrupt < 0 && reference.LinearPc == own.LinearPc);

        return true;
    }

    /// <summary>Runs our machine to another instruction, or for as many iterations as the reference, and takes the interrupt.</summary>
    private StopReason Step(ulong passes, int interrupt)
    {
        var left = interrupt < 0 ? passes + 1 : passes;
        StopReason stop;
        do
        {
            stop = machine.Run(machine.Clock.Icount + 1);
            left--;
        } while (stop == StopReason.IcountReached && left > 0 && !IsHalted && cpu.ProgramCounter == own.LinearPc);

        // What the reference does at once takes a tick of its own here.
        while (stop == StopReason.IcountReached && IsEventPending)
        {
            stop = machine.Run(machine.Clock.Icount + 1);
        }

        return stop == StopReason.IcountReached && interrupt >= 0 ? Deliver((byte)interrupt) : stop;
    }

    private bool IsHalted => cpu.State->Halted != 0;

    private bool IsEventPending =>
        cpu.State->PendingDebug != 0
        || IsAtBreakpoint
        || (cpu.State->SystemManagement == 0 && (cpu.State->SmiPending | cpu.State->InitPending) != 0);

    /// <summary>A breakpoint register names the instruction that comes next.</summary>
    private bool IsAtBreakpoint
    {
        get
        {
            const int Registers = 4;
            var control = cpu.State->Dr[7];
            for (var i = 0; i < Registers; i++)
            {
                var isExecution = (control >> (2 * i) & 3) != 0 && (control >> (16 + (4 * i)) & 3) == 0;
                if (isExecution && cpu.State->Dr[i] == cpu.ProgramCounter && (cpu.State->Eflags & Eflag.Resume) == 0)
                {
                    return true;
                }
            }

            return false;
        }
    }

    private StopReason Deliver(byte vector)
    {
        interrupts++;
        var level = cpu.State->IntrLevel;
        cpu.InterruptController = new LoggedInterrupt(vector);
        cpu.State->IntrLevel = 1;
        cpu.State->InterruptShadow = 0;
        var stop = machine.Run(machine.Clock.Icount + 1);
        cpu.State->IntrLevel = level;
        cpu.InterruptController = null;
        return stop;
    }

    /// <summary>After a reset the other emulator may run some more instructions.</summary>
    private bool SkipToReset()
    {
        for (var i = 0; i < MostAfterReset && reference.LinearPc != ResetVector; i++)
        {
            if (!log.TryRead(reference, out _))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Compares, and takes over what may differ.</summary>
    private IReadOnlyList<Difference> Settle(in Instruction instruction)
    {
        var undefined = Tolerance.UndefinedFlags(instruction);
        var differences = comparison.Compare(own, reference, undefined);
        if (differences.Count == 0)
        {
            if (undefined != 0)
            {
                registers.Adopt(reference);
                registers.Read(own);
            }

            return differences;
        }

        var isDevice =
            readDevice
            || Tolerance.HasOwnResults(instruction, (uint)own[RegisterSet.Eflags])
            || Tolerance.IsUndefined(instruction, differences);
        if (!isDevice && tolerated.Count >= options.Tolerated)
        {
            return differences;
        }

        var found = differences.ToArray();
        registers.Adopt(reference);
        registers.Read(own);
        differences = comparison.Compare(own, reference, undefined);
        if (differences.Count == 0)
        {
            if (isDevice)
            {
                deviceValues++;
                deviceMemory.Patch(instruction, before, own);
            }
            else
            {
                tolerated.Add($"{Line(history.Last())}: {string.Join(", ", found.Select(Describe))}");
            }
        }

        return differences.Count == 0 ? differences : found;
    }

    private void Remember(ulong pc, in Instruction instruction)
    {
        history.Enqueue((pc, instruction));
        if (history.Count > Math.Max(1, options.History))
        {
            history.Dequeue();
        }
    }

    private string Line((ulong Pc, Instruction Instruction) entry) =>
        string.Create(CultureInfo.InvariantCulture, $"{entry.Pc:x8}  {text.Format(entry.Instruction)}");

    /// <summary>A difference as text, our value first.</summary>
    public static string Describe(Difference difference) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{RegisterSet.Names[difference.Register]} {difference.Own:x} here, {difference.Reference:x} there"
        );

    private LockstepReport Report(LockstepEnd end, string detail = "", IReadOnlyList<Difference>? differences = null) =>
        new(end, steps, deviceValues, interrupts, tolerated, [.. history.Select(Line)], differences ?? [], detail);
}
