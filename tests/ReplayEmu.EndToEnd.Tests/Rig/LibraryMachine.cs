using System;
using System.Linq;
using System.Text;
using ReplayEmu.Devices.Display.Vga;
using ReplayEmu.Guests;
using ReplayEmu.Host.Images;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machines;
using ReplayEmu.Replay.Digests;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.EndToEnd.Tests.Rig;

/// <summary>A machine of the real catalogue in this process, with what it printed.</summary>
internal sealed class LibraryMachine : IDisposable, IOutputs
{
    private readonly MachineDigest digest;
    private readonly StringBuilder text = new();

    public LibraryMachine(MachineConfig config, ImageStore images)
    {
        var catalogue = new MachineCatalogue();
        Machine = catalogue.Build(catalogue.Resolve(config), images, new NoInputs(), this);
        digest = new MachineDigest(Machine);
    }

    public VirtualMachine Machine { get; }

    /// <summary>All that was printed.</summary>
    public string Text => text.ToString();

    /// <summary>Hash of the whole guest-visible state.</summary>
    public DigestValue Digest => digest.Compute(0);

    public VgaScreen Screen => Machine.Devices.OfType<VgaDevice>().Single().Screen;

    public void Write(int port, ReadOnlySpan<byte> data) => text.Append(Encoding.Latin1.GetString(data));

    public void Dispose() => Machine.Dispose();

    /// <summary>The machine of the built-in demonstration: 8 MiB, a balloon at 00:10.0, a serial port, isa-debug-exit.</summary>
    public static MachineConfig Demo(string machine, string guest, ImageStore images) =>
        new()
        {
            Machine = machine,
            RamBytes = 8 << 20,
            NoDefaults = true,
            NoReboot = true,
            SerialPorts = 1,
            Bios = images.AddBytes(guest, BuiltInGuests.Find(guest)!.Build()),
            Devices =
            [
                new DeviceConfig("virtio-balloon-pci", [new PropertyValue("addr", "0x10")]),
                new DeviceConfig("isa-debug-exit", []),
            ],
        };
}
