using System;
using System.Buffers.Binary;
using System.Globalization;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Pci;

/// <summary>A function's guest-visible identity as facts of section <c>pci</c>.</summary>
internal static class PciFacts
{
    private const string Section = "pci";

    public static void Write(FactWriter facts, PciFunction function)
    {
        var config = function.Config;
        var address = "00:" + PciBus.FormatAddress(function.Address);
        var classCode = BinaryPrimitives.ReadUInt32LittleEndian(config[PciRegister.Revision..]);
        Add(facts, $"{address} id {Word(config, PciRegister.Vendor):x4}:{Word(config, PciRegister.Device):x4}");
        Add(facts, $"{address} class 0x{classCode >> 16:x4} prog-if 0x{(byte)(classCode >> 8):x2}");
        Add(facts, $"{address} revision 0x{(byte)classCode:x2}");
        Add(
            facts,
            $"{address} subsystem {Word(config, PciRegister.SubsystemVendor):x4}:{Word(config, PciRegister.Subsystem):x4}"
        );
        Add(facts, $"{address} header-type 0x{config[PciRegister.HeaderType]:x2}");
        Add(facts, $"{address} interrupt-pin {config[PciRegister.InterruptPin]}");
        foreach (var bar in function.Bars)
        {
            Add(facts, $"{address} {NameOf(bar)} {TypeOf(bar)} size 0x{bar.Size:x}");
        }

        WriteCapabilities(facts, config, address);
    }

    private static void WriteCapabilities(FactWriter facts, ReadOnlySpan<byte> config, string address)
    {
        if ((config[PciRegister.Status] & PciRegister.StatusCapabilities) == 0)
        {
            return;
        }

        // The guest cannot write the list, but a device might make a loop: 48 capabilities are all that fit.
        int offset = config[PciRegister.CapabilityPointer];
        for (var left = 48; left > 0 && offset >= PciRegister.HeaderEnd; left--)
        {
            Add(facts, $"{address} capability 0x{config[offset]:x2} at 0x{offset:x2}");
            offset = config[(offset + 1) & 0xff];
        }
    }

    private static string NameOf(PciBar bar) =>
        bar.Kind == PciBarKind.Rom ? "rom" : string.Create(CultureInfo.InvariantCulture, $"bar{bar.Index}");

    private static string TypeOf(PciBar bar) =>
        (
            bar.Kind switch
            {
                PciBarKind.Io => "io",
                PciBarKind.Memory32 => "mem32",
                PciBarKind.Memory64 => "mem64",
                _ => "mem32",
            }
        ) + (bar.Prefetchable ? " prefetchable" : "");

    private static ushort Word(ReadOnlySpan<byte> config, int register) =>
        BinaryPrimitives.ReadUInt16LittleEndian(config[register..]);

    private static void Add(FactWriter facts, FormattableString fact) =>
        facts.Add(Section, fact.ToString(CultureInfo.InvariantCulture));
}
