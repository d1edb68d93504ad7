using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using NUnit.Framework;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Testing;

namespace ReplayEmu.Machines.Tests.Oracle;

/// <summary>The committed table of what differs from QEMU: versions by functions, the bytes, and why.</summary>
internal sealed class PciConfigReportTests
{
    [Test]
    public Task The_table_of_differences_is_as_committed() =>
        Verified.Text(Report(), "pci-config-against-qemu", "oracle");

    private static string Report()
    {
        var text = new StringBuilder();
        text.Append("PCI configuration space at power-on against QEMU: bytes that differ of 256, by function.\n");
        text.Append("A dot is none; a minus is a function that is not in the set.\n\n");
        var addresses = PciDump.All.Select(dump => dump.Address).Distinct().Order().ToList();
        text.Append($"{"machine", -16} {"set", -19} {"QEMU", -6}");
        addresses.ForEach(address => text.Append($" {address}"));
        text.Append('\n');
        var differing = new SortedSet<string>(System.StringComparer.Ordinal);
        foreach (var set in PciDump.All.GroupBy(dump => (dump.Qemu, dump.Machine, dump.Setup)))
        {
            text.Append($"{set.Key.Machine, -16} {set.Key.Setup, -19} {set.Key.Qemu, -6}");
            foreach (var address in addresses)
            {
                var dump = set.SingleOrDefault(item => item.Address == address);
                text.Append($" {(dump is null ? "-" : Count(dump, differing)), 7}");
            }

            text.Append('\n');
        }

        text.Append($"\n{PciDump.All.Count} functions, {PciDump.All.Count * PciFunction.ConfigSize} bytes compared.\n");
        foreach (var line in differing)
        {
            text.Append(line).Append('\n');
        }

        foreach (var dump in PciDump.Missing)
        {
            text.Append(
                $"{dump.Machine} {dump.Setup} {dump.Address}: e1000e (8086:10d3) is not implemented and left out\n"
            );
        }

        return text.ToString();
    }

    private static string Count(PciDump dump, SortedSet<string> differing)
    {
        using var machine = PciConfigOracleTests.Build(dump);
        var config = PciConfigOracleTests.Find(machine, dump.Address).Config;
        var count = 0;
        for (var register = 0; register < config.Length; register++)
        {
            if (config[register] != dump.Config[register])
            {
                count++;
                var reason = PciConfigOracleTests
                    .Differences.Single(item => item.Address == dump.Address && item.Register == register)
                    .Reason;
                differing.Add(
                    $"{dump.Address}+0x{register:x2}: 0x{config[register]:x2} for 0x{dump.Config[register]:x2}: {reason}"
                );
            }
        }

        return count == 0 ? "." : $"{count}";
    }
}
