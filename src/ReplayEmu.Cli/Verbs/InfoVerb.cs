using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Text.Json;
using ReplayEmu.Cli.Reports;

namespace ReplayEmu.Cli.Verbs;

/// <summary><c>replayemu info</c></summary>
internal static class InfoVerb
{
    public static Command Create(CliContext context)
    {
        var trace = TraceArgument.Create();
        var json = new Option<bool>("--json") { Description = "write JSON" };
        var command = new Command("info", "Tells what a trace holds: machine, images, length, how it ended.")
        {
            trace,
            json,
        };
        command.SetAction(parsed => (int)Run(context, parsed.GetRequiredValue(trace), parsed.GetValue(json)));
        return command;
    }

    private static ExitCode Run(CliContext context, string path, bool json)
    {
        using var reader = TraceArgument.Open(path);
        var report = InfoReport.Of(reader);
        var output = context.Standard.Out;
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(report, InfoJson.Default.InfoReport));
        }
        else
        {
            Write(output, report);
        }

        if (report.Complete)
        {
            return ExitCode.Ok;
        }

        output.Flush();
        context.Standard.Complain(report.Ending);
        return ExitCode.UnreadableTrace;
    }

    private static void Write(TextWriter output, InfoReport report)
    {
        Line(output, "machine", $"{report.Machine}, {report.RamBytes >> 20} MiB");
        foreach (var device in report.Devices)
        {
            Line(output, "device", device);
        }

        foreach (var image in report.Images)
        {
            var where = image.Embedded ? "embedded" : "not embedded";
            Line(output, "image", $"{image.Name}, {image.Bytes} bytes, {where}, SHA-256 {image.Sha256}");
        }

        Line(output, "detail", $"{report.Detail}, a digest every {report.DigestInterval} ticks");
        Line(
            output,
            "length",
            $"icount {report.LastIcount}, guest time {report.GuestSeconds} s, {report.FileBytes} bytes"
        );
        foreach (var (kind, count) in report.Records)
        {
            Line(output, "records", count.ToString(CultureInfo.InvariantCulture) + " " + kind);
        }

        if (report.Reason is not null)
        {
            Line(output, "end", $"{report.Reason}, exit code {report.ExitCode}, state {report.Digest}");
        }

        Line(output, "file", report.Ending + ", recorded by version " + report.ToolVersion);
    }

    private static void Line(TextWriter output, string name, string text) =>
        output.WriteLine($"{name, -8} {Printable.Line(text)}");
}
