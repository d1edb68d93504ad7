using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Linq;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Cli;

/// <summary>One line for a command line that cannot be understood, with the nearest known name.</summary>
internal static class UsageError
{
    public static string Describe(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var verb = command is RootCommand ? "" : $" {command.Name}";
        if (parsed.UnmatchedTokens.Count > 0)
        {
            var wrong = parsed.UnmatchedTokens[0];
            var isOption = wrong.StartsWith('-');
            var known = isOption ? Options(command) : command.Subcommands.Select(sub => sub.Name);
            var what =
                isOption ? "option"
                : command is RootCommand ? "verb"
                : "argument";
            return $"unknown {what} '{wrong}'{NearestName.Hint(wrong, known)} (see 'replayemu{verb} --help')";
        }

        return $"{Sentence(parsed.Errors[0])} (see 'replayemu{verb} --help')";
    }

    private static IEnumerable<string> Options(Command command) =>
        command.Options.SelectMany(option => option.Aliases.Prepend(option.Name)).Append("--help");

    private static string Sentence(ParseError error)
    {
        var text = error.Message.TrimEnd('.');
        return text.Length > 0 ? char.ToLowerInvariant(text[0]) + text[1..] : "cannot be understood";
    }
}
