using System;
using System.Globalization;
using System.IO;
using System.Security.Cryptography;
using ReplayEmu.Guests;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Benchmarks;

/// <summary>A pc-1.1 with one of the built-in guests or a firmware of the benchmark.</summary>
internal sealed class BenchmarkMachine : IImageSource
{
    private readonly byte[] firmware;

    public BenchmarkMachine(string guest)
        : this(guest + ".bin", (BuiltInGuests.Find(guest) ?? throw new ArgumentException(guest)).Build(), null) { }

    public BenchmarkMachine(string name, byte[] firmware, string? cpu)
    {
        this.firmware = firmware;
        Config = new Machines.MachineCatalogue().Resolve(
            new MachineConfig
            {
                Machine = "pc-1.1",
                NoDefaults = true,
                Cpu = cpu,
                Bios = new ImageReference(name, firmware.Length, Convert.ToHexStringLower(SHA256.HashData(firmware))),
            }
        );
    }

    public MachineConfig Config { get; }

    public IImage Open(ImageReference reference) =>
        reference == Config.Bios
            ? new MemoryImage(firmware)
            : throw new FileNotFoundException(reference.Name.ToString(CultureInfo.InvariantCulture));
}
