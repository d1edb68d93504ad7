using System;
using System.Collections.Generic;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Tests.Contract;

/// <summary>
/// Every register that a guest can reach: all register regions of the port and the memory space as they are mapped, and the
/// configuration space of PCI functions. Of large regions the beginning and the end.
/// </summary>
public sealed class RegisterFile(DeviceRig rig, IDevice device, IReadOnlyList<string> notModelled)
{
    private const ulong Sampled = 64;

    private enum Space
    {
        Ports,
        Memory,
        Config,
    }

    /// <summary>Reads everything, byte by byte; what the reads change stays changed.</summary>
    public List<ulong> ReadAll()
    {
        var values = new List<ulong>();
        foreach (var (space, address) in Places())
        {
            values.Add(Read(space, address, 1));
        }

        return values;
    }

    /// <summary>Reads and writes every place at every size, with zeros, ones and a pattern.</summary>
    public void TouchAll()
    {
        foreach (var (space, address) in Places())
        {
            foreach (var size in (int[])[1, 2, 4])
            {
                foreach (var value in (uint[])[0, 0xffffffff, 0xa55a5aa5])
                {
                    Read(space, address, size);
                    Write(space, address, size, value);
                }
            }
        }
    }

    /// <summary>A reproducible sequence of reads and writes; returns what was read.</summary>
    public List<ulong> Exercise(ulong seed, int count, ulong nanosecondsBetween = 0)
    {
        var values = new List<ulong>();
        var random = seed;
        for (var i = 0; i < count; i++)
        {
            // Where registers are may change with every write.
            var places = Places();
            var (space, address) = places[(int)(Next(ref random) % (ulong)places.Count)];
            var size = 1 << (int)(Next(ref random) % 3);
            if (Next(ref random) % 3 == 0)
            {
                values.Add(Read(space, address, size));
            }
            else
            {
                Write(space, address, size, (uint)Next(ref random));
            }

            if (nanosecondsBetween != 0)
            {
                rig.Advance(Next(ref random) % nanosecondsBetween);
            }
        }

        return values;
    }

    private List<(Space Space, ulong Address)> Places()
    {
        var places = new List<(Space, ulong)>();
        Collect(rig.Machine.Ports, Space.Ports, places);
        Collect(rig.Machine.Memory, Space.Memory, places);
        if (device is PciFunction)
        {
            for (ulong register = 0; register < PciFunction.ConfigSize; register++)
            {
                places.Add((Space.Config, register));
            }
        }

        return places;
    }

    private static void Collect(AddressSpace space, Space kind, List<(Space, ulong)> places)
    {
        foreach (var range in space.ReadView.Ranges)
        {
            if (range.Region is not IoRegion)
            {
                continue;
            }

            var length = range.Last - range.First + 1;
            for (ulong i = 0; i < length; i++)
            {
                if (i < Sampled || length - i <= Sampled)
                {
                    places.Add((kind, range.First + i));
                }
                else
                {
                    i = length - Sampled - 1;
                }
            }
        }
    }

    private ulong Read(Space space, ulong address, int size) =>
        space switch
        {
            Space.Ports => rig.Machine.Ports.Read(address, size),
            Space.Memory => rig.Machine.Memory.Read(address, size),
            _ => ((PciFunction)device).ReadConfig((int)address & -size, size),
        };

    private void Write(Space space, ulong address, int size, uint value)
    {
        try
        {
            WriteRegister(space, address, size, value);
        }
        catch (UnimplementedException missing) when (IsNotModelled(missing.Message))
        {
            // The loud stop that the fixture names.
        }
    }

    private bool IsNotModelled(string message)
    {
        foreach (var prefix in notModelled)
        {
            if (message.StartsWith(prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private void WriteRegister(Space space, ulong address, int size, uint value)
    {
        switch (space)
        {
            case Space.Ports:
                rig.Machine.Ports.Write(address, size, value);
                break;
            case Space.Memory:
                rig.Machine.Memory.Write(address, size, value);
                break;
            default:
                ((PciFunction)device).WriteConfig((int)address & -size, size, value);
                break;
        }
    }

    /// <summary>xorshift64*.</summary>
    private static ulong Next(ref ulong state)
    {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        return (state * 2685821657736338717) >> 20;
    }
}
