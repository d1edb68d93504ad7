using System;
using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Cli.Options;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Trace.Header;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Cli.Events;

/// <summary>Which records <c>events</c> shows.</summary>
internal sealed class EventFilter
{
    private readonly HashSet<RecordKind> kinds = [];
    private readonly HashSet<ushort> sources = [];
    private PciAddress? function;
    private bool pciOnly;
    private ulong firstAddress;
    private ulong lastAddress = ulong.MaxValue;
    private (ulong First, ulong Last)? pc;
    private TextSearch? text;

    /// <summary>First icount to show.</summary>
    public ulong From { get; private set; }

    /// <summary>Last icount to show.</summary>
    public ulong To { get; private set; } = ulong.MaxValue;

    /// <summary><c>pci</c>, a PCI function such as <c>00:10.0</c>, or a device's name.</summary>
    /// <exception cref="ConfigurationException">Not a device of the recorded machine.</exception>
    public void SetDevice(string device, TraceHeader header)
    {
        if (device == "pci")
        {
            pciOnly = true;
            return;
        }

        for (var i = 0; i < header.Sources.Count; i++)
        {
            if (header.Sources[i] == device)
            {
                sources.Add((ushort)i);
            }
        }

        if (PciAddress.TryParseFunction(device, out var address))
        {
            function = address;
        }
        else if (sources.Count == 0)
        {
            var known = header.Sources.Append("pci").Distinct();
            throw new ConfigurationException(
                $"--device '{device}' is not in this machine{NearestName.Hint(device, known)} (it has: {string.Join(", ", known)})"
            );
        }
    }

    /// <summary>Kinds separated by commas.</summary>
    public void SetKinds(string text)
    {
        foreach (var name in text.Split(','))
        {
            kinds.Add(EventNames.Parse(name));
        }
    }

    /// <summary>An address or <c>FIRST-LAST</c>.</summary>
    public void SetAddress(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        firstAddress = Number.Parse("--address", dash < 0 ? text : text[..dash]);
        lastAddress = dash < 0 ? firstAddress : Number.Parse("--address", text[(dash + 1)..]);
    }

    /// <summary>Instructions at an address or <c>FIRST-LAST</c>.</summary>
    public void SetPc(string range)
    {
        var dash = range.IndexOf('-', StringComparison.Ordinal);
        var first = Number.Parse("--pc", dash < 0 ? range : range[..dash]);
        pc = (first, dash < 0 ? first : Number.Parse("--pc", range[(dash + 1)..]));
    }

    /// <summary>Inputs, outputs and marks that complete a text.</summary>
    public void SetText(string wanted) => text = new TextSearch(wanted);

    public void SetRange(string? from, string? to)
    {
        From = from is null ? 0 : Number.Parse("--from", from);
        To = to is null ? ulong.MaxValue : Number.Parse("--to", to);
    }

    public bool Matches(in TraceRecord record)
    {
        if (
            record.Icount < From
            || record.Icount > To
            || record.Kind is RecordKind.CheckpointPart or RecordKind.CheckpointEnd
        )
        {
            return false;
        }

        var isInteraction = record.Kind.IsInteraction();
        var isConfig = record.Kind is RecordKind.ConfigRead or RecordKind.ConfigWrite;
        return (kinds.Count == 0 || kinds.Contains(record.Kind))
            && (!pciOnly || isConfig)
            && (pc is not { } range || (isInteraction && record.Pc >= range.First && record.Pc <= range.Last))
            && (text is null || text.Ends(record))
            && IsFromDevice(record, isInteraction, isConfig)
            && ((firstAddress == 0 && lastAddress == ulong.MaxValue) || (isInteraction && IsInRange(record)));
    }

    private bool IsFromDevice(in TraceRecord record, bool isInteraction, bool isConfig)
    {
        if (sources.Count == 0 && function is null)
        {
            return true;
        }

        return (isInteraction && sources.Contains(record.Source))
            || (isConfig && function == PciAddress.Of(record.Address) with { Register = 0 });
    }

    private bool IsInRange(in TraceRecord record) => record.Address >= firstAddress && record.Address <= lastAddress;
}
