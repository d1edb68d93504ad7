using System;
using System.CommandLine;
using System.IO;
using System.Text;
using System.Text.Json;
using ReplayEmu.Cli.Comparison;
using ReplayEmu.Cli.Printing;
using ReplayEmu.Host.Files;

namespace ReplayEmu.Cli.Verbs;

/// <summary>The part of <c>diff</c> that compares recordings.</summary>
internal sealed class TraceDiffOptions
{
    private readonly SymbolFile symbols = new("with two traces: ELF file or System.map with names of the guest's code");

    private readonly Option<string> html = new("--html")
    {
        HelpName = "FILE",
        Description = "with two traces: write a page for a browser too",
    };

    private readonly Option<string[]> images = new("--images")
    {
        HelpName = "DIR",
        Description = "with two traces: folder with images that they do not embed (repeatable)",
        AllowMultipleArgumentsPerToken = false,
    };

    public void AddTo(Command command)
    {
        command.Add(html);
        command.Add(symbols.Option);
        command.Add(images);
    }

    /// <summary>An argument that is no machine type.</summary>
    public static bool IsTrace(string argument) =>
        argument.EndsWith(".rtrace", StringComparison.Ordinal) || File.Exists(argument);

    public ExitCode Run(ParseResult parsed, CliContext context, string first, string second, bool json)
    {
        var names = symbols.Read(parsed);
        var report = new TraceDiff(context.Catalogue, parsed.GetValue(images) ?? [], names).Compare(first, second);
        if (parsed.GetValue(html) is { } path)
        {
            using var file = new OutputFileStream(path, "page");
            using var page = new StreamWriter(file, new UTF8Encoding(false));
            TraceDiffPage.Write(page, report);
        }

        if (json)
        {
            context.Standard.Out.WriteLine(JsonSerializer.Serialize(report, TraceDiffJson.Default.TraceDiffReport));
        }
        else
        {
            TraceDiffText.Write(context.Standard.Out, report);
        }

        return ExitCode.Ok;
    }
}
