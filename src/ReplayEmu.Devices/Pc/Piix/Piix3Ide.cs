using ReplayEmu.Devices.Pci;
using ReplayEmu.Devices.Storage;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Interrupts;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Pc.Piix;

/// <summary>
/// Intel 82371SB (PIIX3) IDE function, 00:01.1: two channels at the legacy ports and their bus masters behind BAR 4. The timing
/// registers (0x40 to 0x4B) are accepted without effect, and the channels answer whatever they and the command register say, as
/// in QEMU.
/// </summary>
public sealed class Piix3Ide : PciFunction, IBusDevice
{
    private readonly BusMaster[] masters;

    /// <param name="primary">Interrupt request 14.</param>
    /// <param name="secondary">Interrupt request 15.</param>
    public Piix3Ide(VirtualMachine machine, PciBus bus, int address, IrqLine primary, IrqLine secondary)
        : base(machine, bus, address, "piix3-ide", new PciIdentity(0x8086, 0x7010, 0x010180) { Status = 0x0280 })
    {
        Channels =
        [
            new AtaChannel(machine, "ide0", 0x1f0, 0x3f6, primary, Source),
            new AtaChannel(machine, "ide1", 0x170, 0x376, secondary, Source),
        ];
        masters = [new BusMaster(machine, Channels[0], Dma), new BusMaster(machine, Channels[1], Dma)];
        AddIoBar(4, new IoRegion("piix3-ide bus master", 16, this, AccessSizes.Byte) { Source = Source });
    }

    /// <summary>Primary and secondary.</summary>
    public AtaChannel[] Channels { get; }

    public override void Reset()
    {
        base.Reset();
        for (var i = 0; i < 2; i++)
        {
            masters[i].Reset();
            Channels[i].Reset();
        }
    }

    public ulong Read(ulong offset, int size) => masters[(int)offset >> 3].Read((int)offset & 7);

    public void Write(ulong offset, int size, ulong value) =>
        masters[(int)offset >> 3].Write((int)offset & 7, (byte)value);
}
