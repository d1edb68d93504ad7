using System;
using System.Collections.Generic;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Gate;

namespace ReplayEmu.Host.Outputs;

/// <summary>Hears what a machine shows.</summary>
/// <param name="port">Number of the output port.</param>
/// <param name="data">Bytes, valid during the call.</param>
public delegate void OutputHeard(int port, ReadOnlySpan<byte> data);

/// <summary>Sends the machine's outputs where the user wants them, by the name of the port.</summary>
public sealed class HostOutputs : IOutputs, IDisposable
{
    private readonly SortedDictionary<string, ConsoleSink> sinks = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, OutputHeard> receivers = new(StringComparer.Ordinal);
    private readonly List<ConsoleSink?> byPort = [];
    private readonly List<OutputHeard?> receiverByPort = [];
    private readonly List<TextWatch?> watches = [];
    private VirtualMachine? machine;

    /// <summary>Ends the run after the instruction that completes this text on any port; null watches nothing.</summary>
    public string? UntilText { get; set; }

    /// <summary>Called before each write.</summary>
    public OutputHeard? Heard { get; set; }

    /// <summary>True when <see cref="UntilText"/> was seen.</summary>
    public bool TextSeen { get; private set; }

    /// <summary>Bytes written so far on all ports, routed or not.</summary>
    public ulong BytesWritten { get; private set; }

    /// <param name="port">Port name, for example <c>serial0</c> or <c>debugcon</c>.</param>
    /// <param name="sink">May serve several ports.</param>
    public void Route(string port, ConsoleSink sink) => sinks[port] = sink;

    /// <summary>Each write of this port is one message, as a network frame is; it is given on as a whole.</summary>
    public void RouteMessages(string port, OutputHeard receiver) => receivers[port] = receiver;

    /// <summary>Looks the ports up in the machine that these outputs were given to; output before that is dropped.</summary>
    public void Connect(VirtualMachine target)
    {
        machine = target;
        byPort.Clear();
        receiverByPort.Clear();
        watches.Clear();
        foreach (var port in target.OutputPorts)
        {
            byPort.Add(sinks.GetValueOrDefault(port.Name));
            receiverByPort.Add(receivers.GetValueOrDefault(port.Name));
            watches.Add(string.IsNullOrEmpty(UntilText) ? null : new TextWatch(UntilText));
        }
    }

    public void Write(int port, ReadOnlySpan<byte> data)
    {
        BytesWritten += (ulong)data.Length;
        if (port >= byPort.Count)
        {
            return;
        }

        Heard?.Invoke(port, data);
        byPort[port]?.Write(data);
        receiverByPort[port]?.Invoke(port, data);
        if (watches[port] is { } watch && watch.Feed(data))
        {
            TextSeen = true;
            StopAfterThisInstruction();
        }
    }

    public void Flush()
    {
        foreach (var sink in byPort)
        {
            sink?.Flush();
        }
    }

    public void Dispose()
    {
        foreach (var sink in new HashSet<ConsoleSink>(sinks.Values))
        {
            sink.Dispose();
        }
    }

    /// <summary>Called by the guest's own write, so the stop is at the same tick in every run.</summary>
    private void StopAfterThisInstruction()
    {
        machine!.RequestHostStop();
        foreach (var cpu in machine.Cpus)
        {
            cpu.RequestStop();
        }
    }
}
