using System;
using System.Globalization;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Golden.Snapshots;

/// <summary>What the model says that a guest can see: every device's and CPU's facts, and what is where.</summary>
public static class ModelFacts
{
    public static string Create(VirtualMachine machine)
    {
        var facts = new FactWriter();
        foreach (var device in machine.Devices)
        {
            (device as IFactSource)?.WriteFacts(facts);
        }

        foreach (var cpu in machine.Cpus)
        {
            (cpu as IFactSource)?.WriteFacts(facts);
        }

        WriteMap(facts, "memory", machine.Memory, digits: 16);
        WriteMap(facts, "ports", machine.Ports, digits: 4);
        return facts.ToText();
    }

    /// <summary>Ranges that reads and writes see alike, and the others apart.</summary>
    private static void WriteMap(FactWriter facts, string section, AddressSpace space, int digits)
    {
        foreach (ref readonly var range in space.ReadView.Ranges)
        {
            Write(facts, section, range, Contains(space.WriteView, range) ? "rw" : "r-", digits);
        }

        foreach (ref readonly var range in space.WriteView.Ranges)
        {
            if (!Contains(space.ReadView, range))
            {
                Write(facts, section, range, "-w", digits);
            }
        }
    }

    private static bool Contains(FlatView view, in FlatRange range)
    {
        var index = view.Find(range.First);
        return index >= 0 && view.Ranges[index] == range;
    }

    private static void Write(FactWriter facts, string section, in FlatRange range, string access, int digits)
    {
        var kind = range.Region switch
        {
            RamRegion { ReadOnly: true } => "rom",
            RamRegion => "ram",
            _ => "io",
        };
        var first = range.First.ToString("x" + digits, CultureInfo.InvariantCulture);
        var last = range.Last.ToString("x" + digits, CultureInfo.InvariantCulture);
        facts.Add(section, FormattableString.Invariant($"{first}-{last} {access} {kind} {range.Region.Name}"));
    }
}
