using System.Buffers.Binary;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Pci.Msi;

/// <summary>
/// The MSI capability of a function with one vector and 64-bit addresses, without masking (PCI Local Bus 3.0, section 6.8.1). A
/// message is a 32-bit write of the function to memory.
/// </summary>
internal sealed class MsiCapability
{
    public const byte Id = 0x05;

    /// <summary>Bytes.</summary>
    public const int Size = 14;

    /// <summary>Message control after power-on: 64-bit addresses.</summary>
    public const ushort Control64Bit = 0x0080;

    /// <summary>What of message control can be written: enable, and how many vectors the guest allows.</summary>
    public const ushort ControlWritable = 0x0071;

    public const int Control = 2;
    public const int Address = 4;
    public const int Data = 12;
    private const ushort Enable = 1;
    private readonly PciFunction function;
    private readonly DmaChannel dma;
    private readonly int offset;

    /// <param name="offset">Configuration register of the capability.</param>
    public MsiCapability(PciFunction function, DmaChannel dma, int offset)
    {
        this.function = function;
        this.dma = dma;
        this.offset = offset;
    }

    /// <summary>The driver switched from the interrupt pin to messages.</summary>
    public bool IsEnabled => (function.Config[offset + Control] & Enable) != 0;

    /// <summary>Sends the message; lost when the function may not master the bus, as in QEMU.</summary>
    public void Signal()
    {
        if (function.IsBusMaster)
        {
            var address = BinaryPrimitives.ReadUInt64LittleEndian(function.Config[(offset + Address)..]);
            dma.WriteWord(address, BinaryPrimitives.ReadUInt16LittleEndian(function.Config[(offset + Data)..]));
        }
    }
}
