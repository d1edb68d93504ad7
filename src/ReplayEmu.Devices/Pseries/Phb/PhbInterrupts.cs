namespace ReplayEmu.Devices.Pseries.Phb;

/// <summary>Interrupt numbers of the host bridge; a machine version's choice.</summary>
/// <param name="FirstWire">Of the first of its four wires.</param>
/// <param name="FirstMessage">From where on messages get numbers.</param>
public sealed record PhbInterrupts(uint FirstWire, uint FirstMessage);
