using System;
using System.Buffers.Binary;
using System.Globalization;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Golden.Snapshots;

/// <summary>
/// Facts of section <c>pci</c>, decoded from the bytes that the guest read (PCI 2.1, chapter 6). Deliberately not the model's own code.
/// </summary>
internal static class GuestPciFacts
{
    private const string Section = "pci";

    public static void Write(FactWriter facts, ProbeReading reading)
    {
        foreach (var (address, config) in reading.Functions)
        {
            void Add(FormattableString fact) =>
                facts.Add(Section, address + " " + fact.ToString(CultureInfo.InvariantCulture));

            Add($"id {Word(config, 0x00):x4}:{Word(config, 0x02):x4}");
            Add($"class 0x{Word(config, 0x0A):x4} prog-if 0x{config[0x09]:x2}");
            Add($"revision 0x{config[0x08]:x2}");
            Add($"subsystem {Word(config, 0x2C):x4}:{Word(config, 0x2E):x4}");
            Add($"header-type 0x{config[0x0E]:x2}");
            Add($"interrupt-pin {config[0x3D]}");
            for (var register = 0x10; register < 0x28; register += 4)
            {
                register = WriteBar(Add, reading, address, register);
            }

            var rom = reading.Bar(address, 0x30) & 0xFFFF_F800;
            if (rom != 0)
            {
                Add($"rom mem32 size 0x{~rom + 1:x}");
            }

            WriteCapabilities(Add, config);
        }
    }

    /// <summary>Returns the last register that the BAR takes.</summary>
    private static int WriteBar(Action<FormattableString> add, ProbeReading reading, string address, int register)
    {
        var mask = reading.Bar(address, register);
        var index = (register - 0x10) / 4;
        if (mask == 0)
        {
            return register;
        }

        if ((mask & 1) != 0)
        {
            // The upper half of an I/O BAR may be hard-wired to zero.
            add($"bar{index} io size 0x{(~(mask & 0xFFFF_FFFC) + 1) & 0xFFFF:x}");
            return register;
        }

        var prefetchable = (mask & 8) != 0 ? " prefetchable" : "";
        if ((mask & 6) != 4)
        {
            add($"bar{index} mem32{prefetchable} size 0x{~(mask & 0xFFFF_FFF0) + 1:x}");
            return register;
        }

        var wide = ((ulong)reading.Bar(address, register + 4) << 32) | (mask & 0xFFFF_FFF0);
        add($"bar{index} mem64{prefetchable} size 0x{~wide + 1:x}");
        return register + 4;
    }

    private static void WriteCapabilities(Action<FormattableString> add, byte[] config)
    {
        var offset = (config[0x06] & 0x10) != 0 ? config[0x34] & 0xFC : 0;
        for (var left = 48; left > 0 && offset >= 0x40; left--)
        {
            add($"capability 0x{config[offset]:x2} at 0x{offset:x2}");
            offset = config[offset + 1] & 0xFC;
        }
    }

    private static ushort Word(byte[] config, int register) =>
        BinaryPrimitives.ReadUInt16LittleEndian(config.AsSpan(register));
}
