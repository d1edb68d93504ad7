using ReplayEmu.Devices.Pci;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Pc.Q35;

/// <summary>
/// Configuration space in memory (PCI Express 2.0, section 7.2.2): 4 KiB a function, of which functions here have the first 256
/// bytes; the rest, and functions and buses that do not exist, read as ones.
/// </summary>
internal sealed class Q35ExpressConfig(Observation observation, PciBus bus) : IBusDevice
{
    /// <summary>Bytes for all 256 buses.</summary>
    public const ulong Size = 256 << 20;

    public ulong Read(ulong offset, int size)
    {
        var register = (int)(offset & 0xfff);
        if (register >= PciFunction.ConfigSize)
        {
            return ulong.MaxValue;
        }

        var function = Target(offset);
        var value = function?.ReadConfig(register, size) ?? uint.MaxValue;
        Report(InteractionKind.ConfigRead, function, offset, size, value);
        return value;
    }

    public void Write(ulong offset, int size, ulong value)
    {
        var register = (int)(offset & 0xfff);
        if (register < PciFunction.ConfigSize)
        {
            var function = Target(offset);
            Report(InteractionKind.ConfigWrite, function, offset, size, (uint)value);
            function?.WriteConfig(register, size, (uint)value);
        }
    }

    /// <summary>There is no bus but 0.</summary>
    private PciFunction? Target(ulong offset) => offset >> 20 == 0 ? bus[(int)(offset >> 12) & 0xff] : null;

    /// <summary>Reported as the configuration ports report it: bus, device and function above 8 bits of register.</summary>
    private void Report(InteractionKind kind, PciFunction? function, ulong offset, int size, uint value)
    {
        var mask = size == 4 ? uint.MaxValue : (1u << (8 * size)) - 1;
        var address = ((uint)(offset >> 12) << 8) | ((uint)offset & 0xff);
        observation.Report(kind, function?.Source ?? Observation.Unassigned, address, (uint)size, value & mask);
    }
}
