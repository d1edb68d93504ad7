using System.Collections.Generic;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.State;
using ReplayEmu.Machine;

namespace ReplayEmu.Cpu.X86;

/// <content>
/// Several CPUs in one machine. They run in turn and share decoded instructions: what one decodes is code for all of them, and what
/// one writes drops it for all. After power-on and INIT all but the first wait for a startup interrupt (SDM volume 3, 9.4).
/// </content>
public sealed unsafe partial class X86Cpu
{
    /// <summary>APIC base register: this is the CPU that boots.</summary>
    private const ulong BootProcessor = 1 << 8;

    /// <summary>All CPUs of the machine, this one included.</summary>
    private readonly List<X86Cpu> siblings;
    private bool yielded;

    /// <summary>The machine has other CPUs, and their turn may change what this one waits for.</summary>
    internal bool HasSiblings => siblings.Count > 1;

    /// <summary>Number of its local APIC at power-on.</summary>
    public byte ApicId => Model.Place.ApicId;

    /// <inheritdoc/>
    public void Start(byte page)
    {
        if (State->WaitForStartup != 0 || State->InitPending != 0)
        {
            State->StartupPending = 1;
            State->StartupPage = page;
        }
    }

    /// <summary>The host bridge shows system management RAM to the CPU that is in that mode only.</summary>
    public void Resumed() => SystemManagementActive?.Set(State->SystemManagement != 0);

    /// <summary>PAUSE, and waits that another CPU may end: the rest of the turn is given up.</summary>
    internal DecodedOp* Yield(DecodedOp* op)
    {
        yielded = true;
        return Leave(op);
    }

    private static X86Cpu? FirstOf(VirtualMachine machine) =>
        machine.Cpus.Count == 0 ? null : machine.Cpus[0] as X86Cpu;

    /// <summary>Nobody's writes to a host page go the quick way any more: it holds decoded instructions now.</summary>
    private void ForgetWritesTo(byte* page)
    {
        foreach (var cpu in siblings)
        {
            cpu.supervisorData.ForgetWritesTo(page);
            cpu.userData.ForgetWritesTo(page);
        }
    }

    /// <summary>While it waits to be started a CPU acts on nothing but INIT and the startup interrupt.</summary>
    private bool TakeStartup()
    {
        if (State->InitPending != 0)
        {
            remaining--;
            Initialize();
            return true;
        }

        if (State->StartupPending == 0)
        {
            return false;
        }

        remaining--;
        State->StartupPending = 0;
        State->WaitForStartup = 0;
        State->Halted = 0;
        var page = State->StartupPage;
        SetSegment(
            SegmentIndex.Cs,
            (ushort)(page << 8),
            (ulong)page << 12,
            0xffff,
            DescriptorBits.RealMode | DescriptorBits.Code
        );
        State->Rip = 0;
        StateChanged();
        return true;
    }
}
