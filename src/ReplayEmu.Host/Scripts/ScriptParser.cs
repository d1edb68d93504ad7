using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using ReplayEmu.Host.Files;
using ReplayEmu.Host.Scripts.Keys;
using ReplayEmu.Host.Scripts.Steps;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Host.Scripts;

/// <summary>Reads scripts: a command a line. docs/scripts.md describes the commands.</summary>
public static class ScriptParser
{
    private const long LargestFile = 1 << 20;

    /// <summary>Hints of <see cref="NearestName"/> and the list in messages.</summary>
    private static readonly string[] commands =
    [
        "wait",
        "wait-screen",
        "forbid",
        "type",
        "keys",
        "sendkey",
        "pause",
        "console",
        "timeout",
        "screendump",
        "balloon",
        "balloon-statistics",
        "end",
    ];

    /// <exception cref="HostException">The file cannot be read.</exception>
    /// <exception cref="ConfigurationException">A line is not understood; the message names it.</exception>
    public static Script Read(string path) =>
        Parse(path, Encoding.UTF8.GetString(InputFile.ReadAll(path, "script", LargestFile)));

    /// <exception cref="ConfigurationException">A line is not understood; the message names it.</exception>
    public static Script Parse(string path, string text)
    {
        List<ScriptStep> steps = [];
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            try
            {
                if (ScriptText.Split(lines[i]) is { Count: > 0 } words)
                {
                    steps.Add(Command(words, i + 1));
                }
            }
            catch (FormatException wrong)
            {
                throw new ConfigurationException($"script '{path}' line {i + 1}: {wrong.Message}");
            }
        }

        return steps.Count > 0
            ? new Script(path, steps)
            : throw new ConfigurationException($"script '{path}': it has no command");
    }

    private static ScriptStep Command(List<string> words, int line)
    {
        var arguments = words.Skip(1).ToList();
        return words[0] switch
        {
            "wait" => new WaitStep(Bytes(Limited(arguments, "wait", out var limit)))
            {
                Line = line,
                LimitNanoseconds = limit,
            },
            "wait-screen" => new WaitScreenStep(Text(Limited(arguments, "wait-screen", out var limit)))
            {
                Line = line,
                LimitNanoseconds = limit,
            },
            "forbid" => new ForbidStep(Bytes(One(arguments, "forbid", "TEXT"))) { Line = line },
            "type" => new TypeStep(Bytes(One(arguments, "type", "TEXT"))) { Line = line },
            "keys" => new KeysStep(KeyTyping.Of(One(arguments, "keys", "TEXT")), KeyTyping.HoldNanoseconds)
            {
                Line = line,
            },
            "sendkey" => SendKey(arguments, line),
            "pause" => new PauseStep(Seconds(One(arguments, "pause", "SECONDS"))) { Line = line },
            "console" => new ConsoleStep(One(arguments, "console", "NAME")) { Line = line },
            "timeout" => new TimeoutStep(Seconds(One(arguments, "timeout", "SECONDS"))) { Line = line },
            "screendump" => new ScreendumpStep(Text(One(arguments, "screendump", "FILE"))) { Line = line },
            "balloon" => new BalloonStep(Size(One(arguments, "balloon", "SIZE"))) { Line = line },
            "balloon-statistics" when arguments.Count == 0 => new BalloonStatisticsStep { Line = line },
            "end" when arguments.Count == 0 => new EndStep { Line = line },
            "end" or "balloon-statistics" => throw new FormatException($"{words[0]} takes nothing more"),
            var other => throw new FormatException(
                $"unknown command '{other}'{NearestName.Hint(other, commands)} (known: {string.Join(", ", commands)})"
            ),
        };
    }

    /// <summary><c>TEXT [within SECONDS]</c></summary>
    private static string Limited(List<string> arguments, string command, out ulong nanoseconds)
    {
        nanoseconds = arguments is [_, "within", var seconds] ? Seconds(seconds) : 0;
        return arguments is [_] or [_, "within", _]
            ? arguments[0]
            : throw new FormatException($"write {command} \"TEXT\" or {command} \"TEXT\" within SECONDS");
    }

    private static KeysStep SendKey(List<string> arguments, int line)
    {
        var milliseconds = 100ul;
        if (
            arguments.Count is not (1 or 2)
            || (
                arguments is [_, var hold]
                && (
                    !ulong.TryParse(hold, NumberStyles.None, CultureInfo.InvariantCulture, out milliseconds)
                    || milliseconds is 0 or > 60_000
                )
            )
        )
        {
            throw new FormatException("write sendkey KEY-KEY... or sendkey KEY-KEY... MILLISECONDS (1 to 60000)");
        }

        return new KeysStep([KeyCombination.Parse(arguments[0])], milliseconds * 1_000_000) { Line = line };
    }

    private static string One(List<string> arguments, string command, string what) =>
        arguments is [var argument] ? argument : throw new FormatException($"write {command} {what}");

    private static string Text(string text) => text.Length > 0 ? text : throw new FormatException("the text is empty");

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(Text(text));

    private static ulong Seconds(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
        && seconds is > 0 and <= 1_000_000
            ? (ulong)(seconds * 1_000_000_000)
            : throw new FormatException($"'{text}' is not a number of guest seconds, for example 2.5");

    /// <summary>As QEMU's balloon command: MiB without a suffix.</summary>
    private static ulong Size(string text)
    {
        var shift =
            text.Length == 0 ? -1
            : char.IsAsciiDigit(text[^1]) ? 20
            : char.ToUpperInvariant(text[^1]) switch
            {
                'M' => 20,
                'G' => 30,
                _ => -1,
            };
        var digits = shift >= 0 && !char.IsAsciiDigit(text[^1]) ? text[..^1] : text;
        return
            shift >= 0
            && uint.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count > 0
            ? (ulong)count << shift
            : throw new FormatException($"'{text}' is not a size, for example 128M (no suffix is MiB)");
    }
}
