using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Gate;

namespace ReplayEmu.Machines.Tests.Pseries;

/// <summary>
/// The device tree that a version leaves in memory for firmware, a line a property: path, name, value in hexadecimal. Left out is what
/// is random.
/// </summary>
internal static class GuestTree
{
    private const ulong RamBytes = 256 << 20;
    private const uint BeginNode = 1;
    private const uint EndNode = 2;
    private const uint Property = 3;

    /// <summary>With a balloon on the bus, as the dumps of QEMU have it.</summary>
    public static List<string> Of(string machine)
    {
        var config = new MachineConfig
        {
            Machine = machine,
            RamBytes = RamBytes,
            NoDefaults = true,
            Bios = new ImageReference("test.bin", 4, new string('0', 64)),
            Devices = [new DeviceConfig("virtio-balloon-pci", [])],
        };
        using var built = new MachineCatalogue().Build(config, new Firmware(), new NoInputs(), new NoOutputs());
        var bytes = new byte[1 << 20];
        built.Memory.ReadBytes(RamBytes - (2 << 20), bytes);
        var lines = Read(bytes);
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    private static List<string> Read(byte[] tree)
    {
        var at = (int)Word(tree, 8);
        var strings = (int)Word(tree, 12);
        var path = new List<string>();
        var lines = new List<string>();
        while (true)
        {
            var token = Word(tree, at);
            at += 4;
            switch (token)
            {
                case BeginNode:
                    path.Add(Name(tree, at));
                    at = (at + path[^1].Length + 4) & ~3;
                    lines.Add(string.Join('/', path) + "/");
                    break;
                case EndNode:
                    path.RemoveAt(path.Count - 1);
                    break;
                case Property:
                    var length = (int)Word(tree, at);
                    var name = Name(tree, strings + (int)Word(tree, at + 4));
                    var value = Convert.ToHexStringLower(tree.AsSpan(at + 8, length));
                    at = (at + 8 + length + 3) & ~3;
                    if (name != "rng-seed")
                    {
                        lines.Add($"{string.Join('/', path)} {name} = {value}");
                    }

                    break;
                default:
                    return lines;
            }
        }
    }

    private static uint Word(byte[] tree, int at) => BinaryPrimitives.ReadUInt32BigEndian(tree.AsSpan(at));

    private static string Name(byte[] tree, int at) =>
        Encoding.ASCII.GetString(tree.AsSpan(at, Array.IndexOf(tree, (byte)0, at) - at));

    private sealed class Firmware : IImageSource
    {
        public IImage Open(ImageReference reference) => new MemoryImage(new byte[4]);
    }
}
