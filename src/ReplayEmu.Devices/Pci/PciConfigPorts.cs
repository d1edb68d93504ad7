using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Pci;

/// <summary>
/// PCI configuration mechanism 1: an address register that takes whole doublewords at 0xCF8, and at 0xCFC to 0xCFF a window of
/// 1, 2 or 4 bytes onto the register it names (PCI Local Bus 3.0, section 3.2.2.3.2).
/// </summary>
public sealed unsafe class PciConfigPorts : IBusDevice
{
    internal const ulong Port = 0xcf8;
    internal const ulong Count = 8;
    private const uint Enable = 0x8000_0000;
    private readonly Observation observation;
    private readonly PciBus bus;
    private readonly uint* address;

    /// <param name="address">CONFADD in the state of the host bridge.</param>
    internal PciConfigPorts(Observation observation, PciBus bus, uint* address)
    {
        this.observation = observation;
        this.bus = bus;
        this.address = address;
    }

    /// <summary>Byte accesses to 0xCF9 belong to the reset control register of the south bridge.</summary>
    public IBusDevice? ResetControl { get; set; }

    public ulong Read(ulong offset, int size)
    {
        if (offset >= 4)
        {
            return ReadData((int)offset & 3, size);
        }

        if (offset == 1 && size == 1 && ResetControl is { } reset)
        {
            return reset.Read(0, 1);
        }

        // Smaller accesses go to the I/O bus, where nothing answers.
        return offset == 0 && size == 4 ? *address : ulong.MaxValue;
    }

    public void Write(ulong offset, int size, ulong value)
    {
        if (offset >= 4)
        {
            WriteData((int)offset & 3, size, (uint)value);
        }
        else if (offset == 0 && size == 4)
        {
            *address = (uint)value;
        }
        else if (offset == 1 && size == 1)
        {
            ResetControl?.Write(0, 1, value);
        }
    }

    private uint ReadData(int lane, int size)
    {
        if ((*address & Enable) == 0)
        {
            return uint.MaxValue;
        }

        var function = Target();
        var register = (int)(*address & 0xfc) + lane;
        var value = function?.ReadConfig(register, size) ?? uint.MaxValue;
        Report(InteractionKind.ConfigRead, function, lane, size, value);
        return value;
    }

    private void WriteData(int lane, int size, uint value)
    {
        if ((*address & Enable) == 0)
        {
            return;
        }

        var function = Target();
        Report(InteractionKind.ConfigWrite, function, lane, size, value);
        function?.WriteConfig((int)(*address & 0xfc) + lane, size, value);
    }

    /// <summary>The function on bus 0 that the address names, or null: there is no other bus.</summary>
    private PciFunction? Target() => (*address >> 16 & 0xff) == 0 ? bus[(int)(*address >> 8 & 0xff)] : null;

    private void Report(InteractionKind kind, PciFunction? function, int lane, int size, uint value)
    {
        var mask = size == 4 ? uint.MaxValue : (1u << (8 * size)) - 1;
        observation.Report(
            kind,
            function?.Source ?? Observation.Unassigned,
            (*address & 0xff_fffc) + (uint)lane,
            (uint)size,
            value & mask
        );
    }
}
