using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Text.Json;
using ReplayEmu.Cli.Options;
using ReplayEmu.Cli.Reports;
using ReplayEmu.Host.Files;

namespace ReplayEmu.Cli.Verbs;

/// <summary><c>replayemu guests</c></summary>
internal static class GuestsVerb
{
    /// <summary>Where <c>scripts/guests</c> puts firmware, below the repository.</summary>
    private static readonly string cache = Path.Combine(".cache", "guests");

    public static Command Create(CliContext context)
    {
        var json = new Option<bool>("--json") { Description = "write JSON" };
        var write = new Option<string>("--write")
        {
            HelpName = "DIR",
            Description = "write the ROMs of the built-in guests to a folder",
        };
        var command = new Command(
            "guests",
            "Lists the guests that come with the program, and the firmware that scripts/guests has fetched."
        )
        {
            write,
            json,
        };
        command.SetAction(parsed => (int)Run(context, parsed.GetValue(write), parsed.GetValue(json)));
        return command;
    }

    private static ExitCode Run(CliContext context, string? folder, bool json)
    {
        if (folder is not null)
        {
            return Write(context, folder);
        }

        var report = new GuestsReport(
            [.. BuiltInImages.All.Select(guest => new GuestReport("builtin:" + guest.Name, guest.Description))],
            Fetched()
        );
        var output = context.Standard.Out;
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(report, GuestsJson.Default.GuestsReport));
            return ExitCode.Ok;
        }

        Tables.Write(
            output,
            ["-bios", "what it is"],
            report.BuiltIn.Select(guest => (string[])[guest.Bios, guest.Description])
        );
        output.WriteLine();
        if (report.Fetched.Count == 0)
        {
            output.WriteLine($"no firmware in {cache}: 'scripts/guests' fetches SeaBIOS");
        }

        foreach (var guest in report.Fetched)
        {
            output.WriteLine($"  {guest.Bios} ({guest.Description})");
        }

        return ExitCode.Ok;
    }

    private static ExitCode Write(CliContext context, string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw IoFailure.Describe("write guests to", folder, failure);
        }

        foreach (var guest in BuiltInImages.All)
        {
            var path = Path.Combine(folder, guest.FileName);
            var bytes = guest.Make();
            using var file = new OutputFileStream(path, "guest");
            file.Write(bytes);
            context.Standard.Out.WriteLine($"{path} ({bytes.Length} bytes)");
        }

        return ExitCode.Ok;
    }

    /// <summary>The cache of the working folder, or of the nearest folder above that has one.</summary>
    private static List<GuestReport> Fetched()
    {
        List<GuestReport> found = [];
        for (var place = new DirectoryInfo("."); place is not null; place = place.Parent)
        {
            var guests = new DirectoryInfo(Path.Combine(place.FullName, cache));
            if (guests.Exists)
            {
                var files = guests.EnumerateFiles("*.bin", SearchOption.AllDirectories);
                found.AddRange(
                    files
                        .OrderBy(file => file.FullName, System.StringComparer.Ordinal)
                        .Select(file => new GuestReport(
                            Path.GetRelativePath(".", file.FullName),
                            $"{file.Length} bytes"
                        ))
                );
                break;
            }
        }

        return found;
    }
}
