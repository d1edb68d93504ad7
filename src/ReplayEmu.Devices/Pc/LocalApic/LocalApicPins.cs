using ReplayEmu.Machine.Interrupts;

namespace ReplayEmu.Devices.Pc.LocalApic;

/// <summary>What a local APIC drives at its CPU.</summary>
/// <param name="Interrupt">Level.</param>
/// <param name="Nmi">Pulses.</param>
/// <param name="Smi">Pulses.</param>
/// <param name="Init">Pulses.</param>
/// <param name="Startup">Hears startup interrupts.</param>
public sealed record LocalApicPins(IrqLine Interrupt, IrqLine Nmi, IrqLine Smi, IrqLine Init, IStartup Startup);
