using System.Runtime.CompilerServices;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Pc.Dma8237;

/// <summary>Both DMA controllers and the page registers.</summary>
[StateStruct("dma8237")]
public partial struct Dma8237State
{
    public Dma8237ControllerPair Controller;

    /// <summary>Ports 0x80 to 0x8F as written; those that belong to a channel hold its address bits 23 to 16.</summary>
    public Dma8237Pages Page;

    /// <summary>Ports 0x480 to 0x48F as written: address bits 31 to 24.</summary>
    public Dma8237Pages HighPage;
}

[InlineArray(2)]
public struct Dma8237ControllerPair
{
    private Dma8237ControllerState first;
}

[InlineArray(16)]
public struct Dma8237Pages
{
    private byte first;
}

/// <summary>One 8237A: channels 0 to 3 (bytes) or 4 to 7 (words, addresses and counts in words).</summary>
public struct Dma8237ControllerState
{
    public Dma8237Words BaseAddress;
    public Dma8237Words BaseCount;
    public Dma8237Words Address;
    public Dma8237Words Count;
    public Dma8237Modes Mode;

    /// <summary>Bit 2 disables the controller; the timing bits have no effect.</summary>
    public byte Command;

    /// <summary>Low half: terminal count reached.</summary>
    public byte Status;

    /// <summary>Software requests, one bit a channel. Without effect: memory-to-memory is not done by PC chipsets.</summary>
    public byte Request;

    /// <summary>One bit a channel: requests are ignored.</summary>
    public byte Mask;

    /// <summary>0: the next access to an address or count is to its low byte.</summary>
    public byte HighByte;

    public byte Reserved0;
    public ushort Reserved1;
}

[InlineArray(4)]
public struct Dma8237Words
{
    private ushort first;
}

[InlineArray(4)]
public struct Dma8237Modes
{
    private byte first;
}
