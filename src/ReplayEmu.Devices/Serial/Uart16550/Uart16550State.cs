using System.Runtime.CompilerServices;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Serial.Uart16550;

/// <summary>One 16550A.</summary>
[StateStruct("uart16550")]
public partial struct Uart16550State
{
    /// <summary>Received bytes: a ring.</summary>
    public Uart16550Fifo Receive;

    /// <summary>Divisor latch: 115200 / baud rate.</summary>
    public ushort Divisor;

    /// <summary>Index of the oldest byte in <see cref="Receive"/>.</summary>
    public byte ReceiveHead;

    public byte ReceiveCount;

    /// <summary>The last byte received, which RBR shows when there is none.</summary>
    public byte LastReceived;

    /// <summary>Interrupt enable register, bits 3 to 0.</summary>
    public byte Ier;

    /// <summary>FIFO control register: bit 0 enable, bit 3 DMA mode (without effect), bits 7 to 6 trigger level.</summary>
    public byte Fcr;

    public byte Lcr;
    public byte Mcr;

    /// <summary>Line status: the error bits; the others follow from the FIFO.</summary>
    public byte LineErrors;

    /// <summary>Modem status: the delta bits 3 to 0.</summary>
    public byte ModemDeltas;

    public byte Scratch;

    /// <summary>1: the transmitter became empty and IIR was not read since.</summary>
    public byte ThrEmptyPending;

    /// <summary>1: bytes have been waiting in the FIFO for four character times.</summary>
    public byte TimeoutPending;

    public ushort Reserved0;
}

[InlineArray(Capacity)]
public struct Uart16550Fifo
{
    public const int Capacity = 16;
    private byte first;
}
