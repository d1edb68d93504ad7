using ReplayEmu.Devices.Pseries.Phb;
using ReplayEmu.Devices.Pseries.Vty;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Machines.Pseries.Firmware;

/// <summary>What firmware that is part of the machine works with.</summary>
/// <param name="Machine">Memory, arena, observation.</param>
/// <param name="Config">Size of memory, command line, seed.</param>
/// <param name="Ram">At address 0.</param>
/// <param name="Tree">
/// <see cref="PseriesTree.PowerOn"/> is the machine's description at power-on as nodes; functions on the bus have their ranges, but no addresses.
/// </param>
/// <param name="Kernel">Already in memory, or null.</param>
/// <param name="Bridge">Configuration space of the functions (<c>Bus</c>) and the windows to put them into.</param>
/// <param name="Terminal">Where its messages go.</param>
/// <param name="Negotiation">
/// <see cref="Pseries.Negotiation.Agree"/> is ibm,client-architecture-support: it gives the tree of what was agreed on.
/// </param>
/// <param name="Profile">Habits of a time.</param>
internal sealed record FirmwareSetting(
    VirtualMachine Machine,
    MachineConfig Config,
    MemoryBlock Ram,
    PseriesTree Tree,
    PseriesKernel? Kernel,
    SpaprPhb Bridge,
    SpaprVty Terminal,
    Negotiation Negotiation,
    FirmwareProfile Profile
);

/// <summary>What firmware of some time made of the machine's description.</summary>
/// <param name="DeviceTypeFromClass">
/// Functions get a <c>device_type</c> that is the name of their class code, as SLOF gave it from February 2012 to March 2015.
/// </param>
internal sealed record FirmwareProfile(bool DeviceTypeFromClass);
