using System.Collections.Generic;
using ReplayEmu.Devices.Storage;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Interrupts;

namespace ReplayEmu.Machines.Pc;

/// <summary>What differs between the two boards: host bridge, south bridge, power management, and where disks are.</summary>
internal interface IPcChipset
{
    /// <summary>Interrupt requests 0 to 15 of ISA and board devices.</summary>
    IIrqSink Interrupts { get; }

    /// <summary>Interrupt requests of the HPET.</summary>
    IIrqSink TimerInterrupts { get; }

    /// <summary>Requests that the HPET's timers can be routed to, a bit each.</summary>
    uint TimerRoutes(MachineConfig config);

    /// <summary>The parts, in the order of their resets.</summary>
    IReadOnlyList<IDevice> Devices { get; }

    /// <summary>Places for <c>if=ide</c> drives.</summary>
    int DrivePlaces { get; }

    /// <summary>Connects the drive of a place, counted as <c>index=</c> does.</summary>
    AtaDrive Attach(int index, PcDrives drives, DriveConfig drive);

    /// <summary>The places of what the firmware's CMOS calls the first to the fourth disk; -1 for none.</summary>
    IReadOnlyList<int> CmosDisks { get; }
}
