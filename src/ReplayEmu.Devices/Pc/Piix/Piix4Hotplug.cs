using ReplayEmu.Machine;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Pc.Piix;

/// <summary>
/// QEMU's PCI hot-plug registers at 0xAE00, a bit a slot: plugged at 0, unplugged at 4, eject at 8, removable at 0xC. Nothing is
/// plugged or unplugged while the machine runs.
/// </summary>
internal sealed class Piix4Hotplug : IBusDevice
{
    private const uint Removable = ~0x0000_0003u;

    public ulong Read(ulong offset, int size) => offset == 0xc ? Removable : 0;

    public void Write(ulong offset, int size, ulong value)
    {
        if (offset == 8 && value != 0)
        {
            throw new UnimplementedException($"PIIX4_PM hot-plug: eject of slots 0x{value:x8}");
        }
    }
}
