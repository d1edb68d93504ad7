using System;
using System.Globalization;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Machines.Pc;

/// <summary>States what is where in memory and which wires interrupts take. Has no state of its own.</summary>
/// <param name="missing">A default device that is not implemented, or null.</param>
internal sealed class PcBoardFacts(VirtualMachine machine, string? missing) : IDevice, IFactSource
{
    public string Name => "board";

    public void Reset() { }

    public void WriteFacts(FactWriter facts)
    {
        if (missing is not null)
        {
            facts.Add("board", $"default device {missing} is not implemented and left out");
        }

        WriteView(facts, "memory", "read", machine.Memory.ReadView, 16);
        WriteView(facts, "memory", "write", machine.Memory.WriteView, 16);
        WriteView(facts, "ports", "read", machine.Ports.ReadView, 4);
        foreach (var line in machine.Irqs.All)
        {
            facts.Add("irq", "line " + line.Name);
        }
    }

    private static void WriteView(FactWriter facts, string section, string access, FlatView view, int digits)
    {
        var format = "x" + digits.ToString(CultureInfo.InvariantCulture);
        foreach (var range in view.Ranges)
        {
            var first = range.First.ToString(format, CultureInfo.InvariantCulture);
            var last = range.Last.ToString(format, CultureInfo.InvariantCulture);
            var kind = range.Region switch
            {
                RamRegion { ReadOnly: true } => "rom",
                RamRegion => "ram",
                _ => "io",
            };
            var offset = range.Offset == 0 ? "" : $" +0x{range.Offset:x}";
            facts.Add(
                section,
                FormattableString.Invariant($"{first}-{last} {access} {kind} {range.Region.Name}{offset}")
            );
        }
    }
}
