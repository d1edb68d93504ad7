using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Invocation;
using System.IO;
using System.Linq;

namespace ReplayEmu.Cli.Reports;

/// <summary>Help that is the same on every terminal: 100 columns, one option a paragraph, no trailing blanks.</summary>
internal sealed class HelpText(TextWriter output) : SynchronousCommandLineAction
{
    private const int Width = 100;
    private const int Left = 30;

    private static readonly (string, string)[] exitCodes =
    [
        ("0", "ok"),
        ("1", "the guest failed, or --until-text was not written"),
        ("2", "usage: unknown option, name or value"),
        ("3", "divergence: a replay did not do what its trace says"),
        ("4", "unreadable trace: damaged, truncated or not one"),
        ("5", "the guest needs something that is not implemented"),
        ("6", "host resource: a file, the disk or the terminal"),
        ("7", "guest-visible state differs from its golden"),
        ("70", "internal error; REPLAYEMU_TRACE=1 shows details"),
        ("130", "a replay was interrupted"),
    ];

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        Write(parseResult.CommandResult.Command);
        return 0;
    }

    private void Write(Command command)
    {
        var isRoot = command is RootCommand;
        Paragraph(0, command.Description ?? "");
        var arguments = string.Concat(command.Arguments.Select(argument => " " + Name(argument)));
        output.WriteLine();
        output.WriteLine($"Usage: replayemu {(isRoot ? "VERB" : command.Name)}{arguments} [OPTION]...");
        Section("Verbs", command.Subcommands.Select(verb => (verb.Name, FirstSentence(verb.Description ?? ""))));
        Section("Arguments", command.Arguments.Select(argument => (Name(argument), argument.Description ?? "")));
        Section(
            "Options",
            command.Options.Where(option => !option.Hidden).Select(option => (Signature(option), Description(option)))
        );
        if (isRoot)
        {
            Section("Exit codes", exitCodes);
            output.WriteLine();
            output.WriteLine("'replayemu VERB --help' tells more about a verb.");
        }
    }

    private static string FirstSentence(string text)
    {
        var end = text.IndexOf(". ", System.StringComparison.Ordinal);
        return end < 0 ? text : text[..(end + 1)];
    }

    private static string Name(Argument argument) =>
        argument.Arity.MinimumNumberOfValues == 0
            ? $"[{argument.HelpName ?? argument.Name}]"
            : argument.HelpName ?? argument.Name;

    private static string Signature(Option option)
    {
        var aliases = option.Aliases.Where(alias => alias.StartsWith('-') && alias != "-?");
        var names = string.Join(", ", aliases.Prepend(option.Name).Distinct());
        return option.HelpName is { } value ? $"{names} {value}" : names;
    }

    private static string Description(Option option) =>
        option switch
        {
            System.CommandLine.Help.HelpOption => "this help",
            VersionOption => "the version",
            _ => option.Description ?? "",
        };

    private void Section(string title, IEnumerable<(string Name, string Text)> rows)
    {
        var any = false;
        foreach (var (name, text) in rows)
        {
            if (!any)
            {
                output.WriteLine();
                output.WriteLine(title + ":");
                any = true;
            }

            output.Write("  " + name);
            var column = name.Length + 2;
            if (column > Left - 2)
            {
                output.WriteLine();
                column = 0;
            }

            Paragraph(Left, text, column);
        }
    }

    private void Paragraph(int indent, string text, int column = 0)
    {
        var line = new string(' ', indent - column);
        var length = indent;
        var first = true;
        foreach (var word in text.Split(' '))
        {
            if (!first && length + 1 + word.Length > Width)
            {
                output.WriteLine(line);
                line = new string(' ', indent);
                length = indent;
                first = true;
            }

            line += first ? word : " " + word;
            length += word.Length + (first ? 0 : 1);
            first = false;
        }

        output.WriteLine(line.TrimEnd());
    }
}
