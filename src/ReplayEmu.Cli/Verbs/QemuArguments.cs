using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Linq;
using ReplayEmu.Cli.Options;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Cli.Verbs;

/// <summary>The arguments with which QEMU runs the machine that the user described to us, and logs each instruction.</summary>
internal sealed class QemuArguments(ParseResult parsed, MachineOptions machine)
{
    public IEnumerable<string> List(IReadOnlyList<string> extra)
    {
        var list = new List<string> { "-accel", "tcg", "-display", "none", "-monitor", "none" };
        Option? option = null;
        foreach (var token in parsed.Tokens)
        {
            if (token.Type == TokenType.Option)
            {
                option = parsed.CommandResult.Command.Options.FirstOrDefault(o => IsNamed(o, token.Value));
            }

            if (option is not null && IsForQemu(option) && token.Type is TokenType.Option or TokenType.Argument)
            {
                list.Add(Checked(token.Value));
            }
        }

        list.AddRange(["-singlestep", "-d", "cpu,nochain,int"]);
        list.AddRange(extra);
        return list;
    }

    private static bool IsNamed(Option option, string name) => option.Name == name || option.Aliases.Contains(name);

    /// <summary>Options of a machine have one dash, as QEMU's; those of this verb have two. QEMU's time goes by itself.</summary>
    private bool IsForQemu(Option option) =>
        !option.Name.StartsWith("--", StringComparison.Ordinal) && option != machine.Icount && option != machine.Seed;

    private static string Checked(string value) =>
        value.StartsWith("builtin:", StringComparison.Ordinal)
            ? throw new ConfigurationException(
                $"lockstep: QEMU needs a file in place of {value}: 'replayemu guests --write FOLDER' makes one"
            )
            : value;
}
