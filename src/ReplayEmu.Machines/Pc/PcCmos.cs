using System;
using ReplayEmu.Devices.Pc.Rtc146818;
using ReplayEmu.Devices.Storage;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Machines.Pc;

/// <summary>What the board writes into the battery-backed RAM before the firmware runs, as QEMU 1.1 does.</summary>
internal static class PcCmos
{
    private const int BootDevices = 3;

    public static void Fill(
        Rtc146818Device rtc,
        PcMemory memory,
        string bootOrder,
        ReadOnlySpan<AtaDrive?> drives,
        int cpus
    )
    {
        // All but the first.
        rtc.SetCmos(0x5f, (byte)(cpus - 1));
        FillMemory(rtc, memory);
        FillBootOrder(rtc, bootOrder);
        // Equipment: coprocessor and PS/2 mouse port; no floppy drive (0x10 stays 0).
        rtc.SetCmos(0x14, 0x06);
        FillDisks(rtc, drives);
    }

    /// <summary>Checks a boot order: up to three of a, b (floppy), c (disk), d (CD-ROM), n (network).</summary>
    public static void CheckBootOrder(string order)
    {
        if (order.Length is 0 or > BootDevices)
        {
            throw new ConfigurationException($"-boot '{order}': give one to three of the letters a, b, c, d, n");
        }

        foreach (var letter in order)
        {
            Nibble(letter);
        }
    }

    private static void FillMemory(Rtc146818Device rtc, PcMemory memory)
    {
        SetWord(rtc, 0x15, 640);
        var extended = Math.Min((memory.Below4G >> 10) - Math.Min(memory.Below4G >> 10, 1024), 0xffff);
        SetWord(rtc, 0x17, extended);
        SetWord(rtc, 0x30, extended);
        var above16M = (memory.Below4G >> 16) - Math.Min(memory.Below4G >> 16, 256);
        SetWord(rtc, 0x34, Math.Min(above16M, 0xffff));
        var above4G = memory.Above4G >> 16;
        rtc.SetCmos(0x5b, (byte)above4G);
        rtc.SetCmos(0x5c, (byte)(above4G >> 8));
        rtc.SetCmos(0x5d, (byte)(above4G >> 16));
    }

    /// <summary>First and second device in 0x3D, third in the high half of 0x38; the low half would be the floppy signature check.</summary>
    private static void FillBootOrder(Rtc146818Device rtc, string order)
    {
        Span<int> devices = stackalloc int[BootDevices];
        for (var i = 0; i < order.Length; i++)
        {
            devices[i] = Nibble(order[i]);
        }

        rtc.SetCmos(0x3d, (byte)((devices[1] << 4) | devices[0]));
        rtc.SetCmos(0x38, (byte)(devices[2] << 4));
    }

    /// <summary>Types and geometry of the first two disks, and which addressing translates each of the four.</summary>
    private static void FillDisks(Rtc146818Device rtc, ReadOnlySpan<AtaDrive?> drives)
    {
        var types = 0;
        var translation = 0;
        for (var i = 0; i < drives.Length; i++)
        {
            if (drives[i] is not { Geometry: var geometry })
            {
                continue;
            }

            // 1 is LBA translation, 0 none is needed.
            translation |= (geometry.Cylinders <= 1024 ? 0 : 1) << (2 * i);
            if (i >= 2)
            {
                continue;
            }

            types |= i == 0 ? 0xf0 : 0x0f;
            rtc.SetCmos((byte)(0x19 + i), 47);
            var info = i == 0 ? 0x1b : 0x24;
            SetWord(rtc, info, (ulong)geometry.Cylinders);
            rtc.SetCmos((byte)(info + 2), (byte)geometry.Heads);
            SetWord(rtc, info + 3, 0xffff);
            rtc.SetCmos((byte)(info + 5), (byte)(0xc0 | (geometry.Heads > 8 ? 8 : 0)));
            SetWord(rtc, info + 6, (ulong)geometry.Cylinders);
            rtc.SetCmos((byte)(info + 8), (byte)geometry.SectorsPerTrack);
        }

        rtc.SetCmos(0x12, (byte)types);
        rtc.SetCmos(0x39, (byte)translation);
    }

    private static int Nibble(char letter) =>
        letter switch
        {
            'a' or 'b' => 1,
            'c' => 2,
            'd' => 3,
            'n' => 4,
            _ => throw new ConfigurationException($"-boot: '{letter}' is no boot device; give a, b, c, d or n"),
        };

    private static void SetWord(Rtc146818Device rtc, int index, ulong value)
    {
        rtc.SetCmos((byte)index, (byte)value);
        rtc.SetCmos((byte)(index + 1), (byte)(value >> 8));
    }
}
