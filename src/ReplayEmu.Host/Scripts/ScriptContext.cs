using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ReplayEmu.Host.Inputs;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Host.Scripts;

/// <summary>What the steps of a running script work on.</summary>
public sealed class ScriptContext
{
    private readonly string path;
    private readonly List<ConsoleLog> consoles = [];
    private readonly List<(ConsoleLog Console, byte[] Text, int Line)> forbidden = [];

    internal ScriptContext(string path, VirtualMachine machine, TickRatio ratio)
    {
        this.path = path;
        Machine = machine;
        Ratio = ratio;
        foreach (var port in machine.OutputPorts)
        {
            consoles.Add(new ConsoleLog(port.Name));
        }
    }

    public VirtualMachine Machine { get; }

    public TickRatio Ratio { get; }

    /// <summary>The present tick.</summary>
    public ulong Now { get; internal set; }

    /// <summary>The tick at which the present step was tried first.</summary>
    public ulong Begun { get; internal set; }

    /// <summary>How far the present step has come: its own count, 0 at its beginning.</summary>
    public int Progress { get; set; }

    /// <summary>A tick that the present step waits for, or 0.</summary>
    public ulong Due { get; set; }

    /// <summary>Guest nanoseconds that a step may take.</summary>
    public ulong LimitNanoseconds { get; set; } = 60_000_000_000;

    /// <summary>The input of <see cref="StepResult.Input"/>.</summary>
    public InputEvent Input { get; private set; }

    /// <summary>What went wrong, after <see cref="StepResult.Failed"/>.</summary>
    public string Problem { get; set; } = "";

    /// <summary>Remarks for the user.</summary>
    public Action<string> Say { get; init; } = static _ => { };

    /// <summary>The console that commands without a name work on; null when the machine has none.</summary>
    public ConsoleLog? Console { get; set; }

    internal IReadOnlyList<ConsoleLog> Consoles => consoles;

    /// <summary>A command that the machine cannot do.</summary>
    public ConfigurationException Missing(int line, string what) => new($"script '{path}' line {line}: {what}");

    /// <summary>The output port with this name.</summary>
    public ConsoleLog FindConsole(int line, string name) =>
        consoles.FirstOrDefault(console => console.Name == name)
        ?? throw Missing(
            line,
            $"the machine has no console '{name}'{NearestName.Hint(name, [.. Machine.OutputNames()])} (it has: "
                + $"{(consoles.Count == 0 ? "none" : string.Join(", ", Machine.OutputNames()))})"
        );

    /// <summary>The console in use.</summary>
    public ConsoleLog NeedConsole(int line) =>
        Console ?? throw Missing(line, "the machine has no console; give it one, for example with -serial stdio");

    public InputPort NeedPort(int line, string name, string remedy) =>
        Machine.TryFindInput(name, out var port, out _)
            ? port!
            : throw Missing(line, $"the machine has no input '{name}'; {remedy}");

    public IScreen NeedScreen(int line) =>
        Machine.Devices.OfType<IScreen>().FirstOrDefault()
        ?? throw Missing(line, "the machine has no display; add one, for example with -vga std");

    public IBalloon NeedBalloon(int line) =>
        Machine.Devices.OfType<IBalloon>().FirstOrDefault()
        ?? throw Missing(line, "the machine has no balloon; add -device virtio-balloon-pci");

    /// <summary>Makes an input for a port that exists.</summary>
    public StepResult Deliver(string name, byte[] data)
    {
        Machine.TryFindInput(name, out _, out var index);
        Input = new InputEvent(index, data);
        return StepResult.Input;
    }

    public int Room(string name) => Machine.TryFindInput(name, out var port, out _) ? port!.Room() : 0;

    /// <summary>Waits for so long from now on; true when the time is over.</summary>
    public bool Elapsed(ulong nanoseconds)
    {
        if (Due == 0)
        {
            Due = Now + Ratio.ToTicks(nanoseconds);
        }

        if (Now < Due)
        {
            return false;
        }

        Due = 0;
        return true;
    }

    internal void Forbid(ConsoleLog console, byte[] text, int line)
    {
        console.Watch(text);
        forbidden.Add((console, text, line));
    }

    /// <summary>The first forbidden text that has come, as a message with its line; null when there is none.</summary>
    internal (int Line, string Problem)? Forbidden()
    {
        foreach (var (console, text, line) in forbidden)
        {
            if (console.Saw(text))
            {
                return (line, $"{ScriptText.Quote(text)} came on {console.Name}");
            }
        }

        return null;
    }

    internal static string Seconds(ulong nanoseconds) =>
        (nanoseconds / 1_000_000_000m).ToString("0.###", CultureInfo.InvariantCulture);
}
