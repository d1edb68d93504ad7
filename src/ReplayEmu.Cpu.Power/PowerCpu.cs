using ReplayEmu.Cpu.Power.Mmu;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Cpu.Power.State;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Cpu;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Interrupts;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Cpu.Power;

/// <summary>
/// A 64-bit Power CPU without hypervisor state, with its interpreter. Its state is <see cref="PowerCpuState"/> and
/// <see cref="TlbState"/> in the arenas; all else here is wiring or derived. Input 0 is the external interrupt.
/// </summary>
public sealed unsafe partial class PowerCpu : IDebugCpu, IIrqSink, IFactSource
{
    private readonly VirtualMachine machine;

    public PowerCpu(VirtualMachine machine, string name, PowerModel model)
    {
        this.machine = machine;
        Name = name;
        Model = model;
        State = machine.Arena.Add<PowerCpuState>(name);
        slb = machine.Arena.Add<PowerSlbState>(name + ".slb");
        tlb = machine.DerivedArena.Add<TlbState>(name + ".tlb");
        decrementer = machine.Scheduler.CreateTimer(name + ".decrementer", OnDecrementer);
        Reset();
    }

    ~PowerCpu()
    {
        foreach (var set in Sets)
        {
            set.Free();
        }

        FreeAlone();
    }

    public string Name { get; }

    public PowerModel Model { get; }

    /// <summary>What answers <c>sc 1</c>; without it that is an illegal instruction.</summary>
    public IHypervisor? Hypervisor { get; set; }

    /// <summary>Guest-visible state, in the arena.</summary>
    public PowerCpuState* State { get; }

    /// <summary>r3 at power-on: where the machine leaves the device tree.</summary>
    public ulong BootArgument { get; set; }

    /// <summary>LPCR at power-on: what the hypervisor begins with.</summary>
    public ulong BootLpcr { get; set; }

    public bool IsHalted => State->Halted != 0;

    public bool CanWake => (State->Msr & MsrBits.Ee) != 0;

    public ulong ProgramCounter => current != null ? IpOf(current) : State->Nip;

    /// <summary>Power-on state as the pseries board wants it: real mode, 32-bit, big-endian, NIP 0x100.</summary>
    public void Reset()
    {
        *State = default;
        State->Nip = Exceptions.Vector.SystemReset;
        State->Gpr[3] = BootArgument;
        State->Fscr = InitialFscr;
        State->Lpcr = BootLpcr;
        *slb = default;
        current = null;
        ResetTimers();
        FlushTlb();
        StateChanged();
    }

    /// <summary>H_CEDE: waits, with interrupts enabled. Only in a hypercall.</summary>
    public void Cede()
    {
        State->Halted = 1;
        SetMsr(State->Msr | MsrBits.Ee);
    }

    public void SetInput(int input, bool level)
    {
        State->ExternalLevel = level ? (byte)1 : (byte)0;
        LeaveAfterCurrent();
    }

    public void MemoryMapChanged()
    {
        ForgetHost();
        LeaveAfterCurrent();
    }

    public void RevokeWriteAccess()
    {
        foreach (var set in Sets)
        {
            set.ForgetWrites();
        }
    }

    public void CodePageWritten(MemoryBlock block, ulong page)
    {
        block.Flags[page] &= unchecked((byte)~PageFlags.HasDecodedCode);
        cache.DropPage(block.Bytes + (page << MemoryBlock.PageShift));
        LeaveAfterCurrent();
    }

    public void StateReplaced()
    {
        // RAM was replaced as well, and page flags with it: no decoded instruction can be trusted.
        cache.Clear();
        hasTranslations = true;
        ForgetHost();
        StateChanged();
    }

    public void WriteFacts(FactWriter facts)
    {
        facts.Add("cpu", $"{Name} model {Model.Name}");
        facts.Add("cpu", $"{Name} pvr 0x{Model.Pvr:x8}");
    }

    /// <summary>Derives what is kept outside of the state: translation sets and the meaning of instruction words.</summary>
    private void StateChanged() => MsrChanged();
}
