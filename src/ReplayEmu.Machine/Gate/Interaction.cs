namespace ReplayEmu.Machine.Gate;

/// <summary>What crossed the boundary between CPU, devices and memory. Values are written to traces: append only.</summary>
public enum InteractionKind : byte
{
    PortRead = 1,
    PortWrite = 2,
    MmioRead = 3,
    MmioWrite = 4,
    ConfigRead = 5,
    ConfigWrite = 6,
    IrqRaise = 7,
    IrqLower = 8,
    DmaRead = 9,
    DmaWrite = 10,
    Hypercall = 11,
}

/// <summary>One interaction.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Icount">Ticks before the instruction that did it.</param>
/// <param name="Pc">Linear address of that instruction; for edges from timers, of the next one.</param>
/// <param name="Source">Device, an index into the machine's source table.</param>
/// <param name="Address">Port, physical address, (bus &lt;&lt; 16 | device &lt;&lt; 11 | function &lt;&lt; 8 | register) or line number.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Value">The value read or written; for DMA the XxHash64 of the bytes.</param>
public readonly record struct Interaction(
    InteractionKind Kind,
    ulong Icount,
    ulong Pc,
    ushort Source,
    ulong Address,
    uint Size,
    ulong Value
);

/// <summary>Hears every interaction of a machine. It must not change the machine.</summary>
public interface IObserver
{
    void OnInteraction(in Interaction interaction);
}
