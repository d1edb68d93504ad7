using ReplayEmu.Devices.Pci;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Pc.Ich9;

/// <summary>Intel 82801IB (ICH9) SMBus controller, 00:1f.3: the host controller behind BAR 4 while HOSTC (0x40) enables it.</summary>
public sealed class Ich9Smbus : PciFunction, IBusDevice
{
    private const int HostConfiguration = 0x40;
    private readonly SmbusHost host;

    public Ich9Smbus(VirtualMachine machine, PciBus bus, int address)
        : base(
            machine,
            bus,
            address,
            "ICH9-SMB",
            new PciIdentity(0x8086, 0x2930, 0x0c0500)
            {
                Revision = 2,
                HeaderType = 0x80,
                InterruptPin = 1,
            }
        )
    {
        host = new SmbusHost(machine, "ich9");
        AddIoBar(4, new IoRegion("ich9-smbus", 64, this, AccessSizes.Byte) { Source = Source });
    }

    public override void Reset()
    {
        base.Reset();
        host.Reset();
    }

    public ulong Read(ulong offset, int size) => IsEnabled ? host.Read(offset, size) : 0xff;

    public void Write(ulong offset, int size, ulong value)
    {
        if (IsEnabled)
        {
            host.Write(offset, size, value);
        }
    }

    private bool IsEnabled => (Config[HostConfiguration] & 1) != 0;
}
