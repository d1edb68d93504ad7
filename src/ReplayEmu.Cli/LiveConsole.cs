using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using ReplayEmu.Cli.Options;
using ReplayEmu.Cli.Reports;
using ReplayEmu.Host.Inputs;
using ReplayEmu.Host.Outputs;
using ReplayEmu.Host.Scripts;
using ReplayEmu.Host.Terminal;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Cli;

/// <summary>The host's side of a live machine: consoles, keyboard, terminal, Ctrl-C and progress.</summary>
public sealed class LiveConsole : IDisposable
{
    private readonly Standard standard;
    private readonly HostConfig host;
    private readonly ProgressLine? progress;
    private readonly RawTerminal? terminal;
    private readonly List<PosixSignalRegistration> signals = [];
    private readonly LineSource? keyboard;
    private readonly HostLines lines;
    private VirtualMachine? machine;
    private bool interrupted;

    /// <param name="standard">Standard streams.</param>
    /// <param name="host">Where consoles go.</param>
    /// <param name="ratio">The machine's ticks.</param>
    /// <param name="untilText">Ends the run, or null.</param>
    /// <param name="quiet">No progress.</param>
    /// <param name="script">Types instead of a person, or null.</param>
    public LiveConsole(
        Standard standard,
        HostConfig host,
        TickRatio ratio,
        string? untilText,
        bool quiet,
        Script? script
    )
    {
        this.standard = standard;
        this.host = host;
        Outputs = new HostOutputs { UntilText = untilText };
        Inputs = new LiveInputs(ratio) { Polled = OnPoll };
        lines = new HostLines(Inputs, Outputs, ratio, standard);
        var toTerminal = ConsoleRoutes.Connect(Outputs, host, standard, lines.Open) && standard.OutputIsTerminal;
        lines.Connect(host.Sockets);
        progress = quiet || toTerminal || !standard.ErrorIsTerminal ? null : new ProgressLine(standard.Error);
        if (script is not null)
        {
            Script = new ScriptPlayer(script, ratio, standard.Complain);
            Inputs.Add(Script);
        }
        else if (host.InputPort is { } portName)
        {
            terminal = standard.InputIsTerminal ? RawTerminal.Enter() : null;
            var reader = new SerialKeyboard(standard.OpenInput(), terminal is not null, OnKey);
            keyboard = new LineSource(reader.Queue, reader.IsInteractive, ratio, portName, Inputs.Signal);
            Inputs.Add(keyboard);
            reader.Start();
        }

        WatchSignals();
    }

    public LiveInputs Inputs { get; }

    public HostOutputs Outputs { get; }

    /// <summary>The script that is played, or null.</summary>
    public ScriptPlayer? Script { get; }

    /// <summary>Ctrl-C, a termination signal or Ctrl-A x.</summary>
    public bool EndedByUser => interrupted;

    /// <summary>Connects to the machine that was built with <see cref="Inputs"/> and <see cref="Outputs"/>.</summary>
    public void Connect(VirtualMachine target)
    {
        machine = target;
        standard.Out.Flush();
        Outputs.Connect(target);
        Inputs.Connect(target);
        var name = host.InputPort ?? "";
        Outputs.Heard = (port, data) =>
        {
            Script?.Hear(port, data);
            if (keyboard is not null && target.OutputPorts[port].Name == name)
            {
                keyboard.Listen();
            }
        };
    }

    public void Dispose()
    {
        foreach (var signal in signals)
        {
            signal.Dispose();
        }

        terminal?.Dispose();
        progress?.Clear();
        Outputs.Dispose();
        lines.Dispose();
    }

    private void OnPoll()
    {
        if (machine is not null)
        {
            Outputs.Flush();
            progress?.Update(machine.Clock);
        }
    }

    private void OnKey(KeyAction action)
    {
        switch (action)
        {
            case KeyAction.Quit:
                Interrupt();
                break;
            case KeyAction.Help:
                standard.Error.Write("\n" + EscapeKeys.HelpText);
                break;
            case KeyAction.Monitor:
                standard.Error.Write("\nreplayemu has no monitor; Ctrl-A x ends the run\n");
                break;
            default:
                break;
        }
    }

    private void WatchSignals()
    {
        signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal));
        signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal));
    }

    /// <summary>The first signal ends the run cleanly, with its trace; the second one ends the process.</summary>
    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = !interrupted;
        Interrupt();
    }

    private void Interrupt()
    {
        interrupted = true;
        Inputs.Stop();
    }
}
