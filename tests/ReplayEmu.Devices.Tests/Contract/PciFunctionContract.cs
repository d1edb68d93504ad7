using ReplayEmu.Devices.Pci;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Tests.Contract;

/// <summary>The contract of a device on the PCI bus: its BARs are given addresses.</summary>
public abstract class PciFunctionContract<TDevice> : DeviceContract<TDevice>
    where TDevice : PciFunction
{
    private const ushort IoAndMemory = 3;

    /// <summary>The bus in front of whose memory the machine's RAM is.</summary>
    protected PciBus Bus { get; private set; } = null!;

    protected sealed override TDevice Create(DeviceRig rig)
    {
        var memory = new ContainerRegion("pci", 1ul << 40);
        rig.Machine.Memory.Root.Map(0, memory, priority: -1);
        Bus = new PciBus(rig.Machine, memory, rig.Machine.Ports.Root);
        return CreateFunction(rig);
    }

    protected abstract TDevice CreateFunction(DeviceRig rig);

    protected override void Enable()
    {
        foreach (var bar in Device.Bars)
        {
            var address = bar.Kind switch
            {
                PciBarKind.Io => 0xc000u + (uint)bar.Index * 0x400,
                PciBarKind.Rom => 0xd0000001u,
                _ => 0xe0000000u + (uint)bar.Index * 0x2000000,
            };
            Device.WriteConfig(bar.Register, 4, address);
        }

        Device.WriteConfig(PciRegister.Command, 2, IoAndMemory);
    }
}
