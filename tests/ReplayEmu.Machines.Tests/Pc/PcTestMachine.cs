using System;
using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Gate;

namespace ReplayEmu.Machines.Tests.Pc;

/// <summary>Builds PC machines with a firmware of 64 KiB of HLT.</summary>
internal static class PcTestMachine
{
    public static MachineConfig Config(string machine) =>
        new()
        {
            Machine = machine,
            NoDefaults = true,
            Bios = new ImageReference("hlt.bin", 0x10000, new string('0', 64)),
        };

    public static DeviceConfig Device(string driver, params (string Name, string Value)[] properties) =>
        new(driver, [.. properties.Select(property => new PropertyValue(property.Name, property.Value))]);

    public static VirtualMachine Build(MachineConfig config) =>
        new MachineCatalogue().Build(config, new Images(), new NoInputs(), new NoOutputs());

    public static IEnumerable<PciFunction> PciFunctions(this VirtualMachine machine) =>
        machine.Devices.OfType<PciFunction>().OrderBy(function => function.Address);

    private sealed class Images : IImageSource
    {
        public IImage Open(ImageReference reference)
        {
            var bytes = new byte[reference.Size];
            bytes.AsSpan().Fill(0xf4);
            return new MemoryImage(bytes);
        }
    }
}
