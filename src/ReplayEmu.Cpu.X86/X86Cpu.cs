using System;
using System.Runtime.InteropServices;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Mmu;
using ReplayEmu.Cpu.X86.Model;
using ReplayEmu.Cpu.X86.State;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Cpu;
using ReplayEmu.Machine.Cpu.Engine;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Interrupts;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Cpu.X86;

/// <summary>
/// An x86 CPU with its interpreter. Its state is <see cref="X86State"/> and <see cref="TlbState"/> in the arenas; all else here is
/// wiring or derived. Inputs are the pins of <see cref="X86Pin"/>.
/// </summary>
public sealed unsafe partial class X86Cpu : IDebugCpu, IIrqSink, IStartup, IFactSource
{
    private readonly VirtualMachine machine;

    /// <param name="seed">Of the numbers that RDRAND and RDSEED give.</param>
    public X86Cpu(VirtualMachine machine, string name, CpuModel model, ulong seed = 0)
    {
        this.machine = machine;
        Name = name;
        Model = model;
        var first = FirstOf(machine);
        siblings = first?.siblings ?? [];
        siblings.Add(this);
        cache = first?.cache ?? new BlockCache<DecodedOp>();
        State = machine.Arena.Add<X86State>(name);
        State->RandomState = seed;
        tlb = machine.DerivedArena.Add<TlbState>(name + ".tlb");
        supervisorData = TranslationSet.Create(&tlb->SupervisorTag, &tlb->SupervisorPhysical);
        userData = TranslationSet.Create(&tlb->UserTag, &tlb->UserPhysical);
        supervisorCode = TranslationSet.Create(&tlb->SupervisorCodeTag, &tlb->SupervisorCodePhysical);
        userCode = TranslationSet.Create(&tlb->UserCodeTag, &tlb->UserCodePhysical);
        Reset();
    }

    ~X86Cpu()
    {
        supervisorData.Free();
        userData.Free();
        supervisorCode.Free();
        userCode.Free();
        NativeMemory.AlignedFree(noTranslations);
        NativeMemory.Free(singles);
        NativeMemory.Free(deviceCode);
    }

    public string Name { get; }

    /// <summary>What CPUID tells.</summary>
    public CpuModel Model { get; }

    /// <summary>Where vectors of external interrupts come from.</summary>
    public IInterruptAcknowledge? InterruptController { get; set; }

    /// <summary>What CR8 is a view of; null without a local APIC.</summary>
    public ITaskPriority? TaskPriority { get; set; }

    /// <summary>Told about the global enable of the APIC base register; null without a local APIC.</summary>
    public IrqLine? LocalApicEnable { get; set; }

    /// <summary>Told where the local APIC's registers are, as the APIC base register has it; null without a local APIC.</summary>
    public Action<ulong>? LocalApicMoved { get; set; }

    /// <summary>Physical address of the local APIC's registers.</summary>
    public ulong LocalApicAddress => State->ApicBase >> 12 << 12;

    /// <summary>Guest-visible state, in the arena.</summary>
    public X86State* State { get; }

    public bool IsHalted => State->Halted != 0;

    /// <summary>HLT with interrupts disabled is for good: no board here raises NMI, SMI or INIT but by an instruction.</summary>
    public bool CanWake => (State->Eflags & Eflag.Interrupt) != 0;

    public ulong ProgramCounter
    {
        get
        {
            var ip = current != null ? IpOf(current) : State->Rip;
            return (X86State.Segment(State, SegmentIndex.Cs)->Base + ip) & linearMask;
        }
    }

    public void MemoryMapChanged()
    {
        ForgetHostTlb();
        LeaveAfterCurrent();
    }

    public void RevokeWriteAccess()
    {
        supervisorData.ForgetWrites();
        userData.ForgetWrites();
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
        ForgetHostTlb();
        StateChanged();
        LocalApicMoved?.Invoke(LocalApicAddress);
    }

    public void WriteFacts(FactWriter facts) => Model.WriteFacts(facts);

    /// <summary>Derives what is kept outside of the state: translation sets, code size.</summary>
    private void StateChanged()
    {
        DebugRegistersChanged();
        SetCpl(State->Cpl);
        UpdateCodeMode();
    }
}
