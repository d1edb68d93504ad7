using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using ReplayEmu.Cli.Reports;

namespace ReplayEmu.Cli.Comparison;

/// <summary>The comparison for people.</summary>
internal static class TraceDiffText
{
    private const int MostDevices = 30;

    public static void Write(TextWriter output, TraceDiffReport report)
    {
        Side(output, "first ", report.First);
        Side(output, "second", report.Second);
        foreach (var line in report.Machine)
        {
            output.WriteLine("  " + Printable.Line(line));
        }

        output.WriteLine();
        if (report.Difference is not { } difference)
        {
            output.WriteLine("The guest did and saw the same in both.");
        }
        else
        {
            output.WriteLine(
                $"The first difference for the guest: {Printable.Line(difference.Device)}, after "
                    + $"{difference.SameBefore} interactions with it that were the same"
            );
            View(output, "first ", difference.First);
            View(output, "second", difference.Second);
        }

        Followed(output, report);
    }

    private static void Side(TextWriter output, string name, TraceSide side) =>
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name}  {Printable.Line(side.File)}: {side.Machine}, {side.LastIcount:N0} ticks, {side.End}"
            )
        );

    private static void View(TextWriter output, string name, GuestView? view)
    {
        if (view is null)
        {
            output.WriteLine($"  {name}  nothing more");
            return;
        }

        var meaning = view.Meaning.Length > 0 ? $" ({view.Meaning})" : "";
        output.WriteLine($"  {name}  {Printable.Line(view.Access)}{meaning}");
        var instruction = view.Instruction.Length > 0 ? ": " + view.Instruction : "";
        output.WriteLine($"          icount {view.Icount} at {Printable.Line(view.Pc)}{instruction}");
        foreach (var caller in view.Callers)
        {
            output.WriteLine("          called from " + Printable.Line(caller));
        }

        if (view.Note.Length > 0)
        {
            output.WriteLine("          " + Printable.Line(view.Note));
        }
    }

    private static void Followed(TextWriter output, TraceDiffReport report)
    {
        if (report.Devices.Count > 0)
        {
            output.WriteLine();
            output.WriteLine("What followed:");
            Tables.Write(
                output,
                ["with", "the same", "first", "second"],
                report.Devices.Take(MostDevices).Select(static device => Cells(device))
            );
            if (report.Devices.Count > MostDevices)
            {
                output.WriteLine($"  and {report.Devices.Count - MostDevices} more");
            }
        }

        foreach (var console in report.Consoles)
        {
            output.WriteLine();
            output.WriteLine($"Printed through {Printable.Line(console.Port)}:");
            output.Write(console.Diff);
        }

        output.WriteLine();
        output.WriteLine($"The end: first, {report.First.End}; second, {report.Second.End}");
    }

    private static IReadOnlyList<string> Cells(DeviceDifference device) =>
        [
            Printable.Line(device.Device),
            device.Same.ToString(CultureInfo.InvariantCulture),
            device.First.ToString(CultureInfo.InvariantCulture),
            device.Second.ToString(CultureInfo.InvariantCulture),
        ];
}
