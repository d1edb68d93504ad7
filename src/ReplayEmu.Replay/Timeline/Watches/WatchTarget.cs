using System;
using System.Globalization;
using System.Linq;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Gate;

namespace ReplayEmu.Replay.Timeline.Watches;

/// <summary>What people ask for: <c>who-wrote 0x1000,4</c>, <c>who-read pci:00:10.0+0x08</c>.</summary>
public static class WatchTarget
{
    public const string Syntax =
        "ADDR[,LENGTH], phys:ADDR[,LENGTH], port:P[-Q], mmio:ADDR[-ADDR], pci:BB:DD.F[+REGISTER[,LENGTH]], irq:LINE, reg:NAME, "
        + "msr:NUMBER or state:SECTION.FIELD";

    private const int DefaultLength = 4;

    /// <param name="machine">Linear addresses are translated as it does now.</param>
    /// <param name="text">See <see cref="Syntax"/>.</param>
    /// <param name="access">What counts; for registers and state every access is a change.</param>
    /// <exception cref="ConfigurationException">Not understood, or the machine has no such thing.</exception>
    public static TimelineWatch Parse(VirtualMachine machine, string text, WatchAccess access)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var rest = text[(colon + 1)..];
        return (colon < 0 ? "" : text[..colon]) switch
        {
            "" => Memory(machine, text, access, isPhysical: false),
            "phys" => Memory(machine, rest, access, isPhysical: true),
            "port" => Range(rest, access, InteractionKind.PortRead, InteractionKind.PortWrite),
            "mmio" => Range(rest, access, InteractionKind.MmioRead, InteractionKind.MmioWrite),
            "pci" => Pci(rest, access),
            "irq" => Line(machine, rest),
            "reg" => StateWatch.TryRegister(machine, rest) ?? throw Unknown("register", rest),
            "msr" when TryNumber(rest, out var number) && number <= uint.MaxValue => StateWatch.TrySpecial(
                machine,
                (uint)number
            ) ?? throw Unknown("model-specific register", rest),
            "state" => Field(machine, rest),
            _ => throw new ConfigurationException($"'{text}' cannot be searched for: give {Syntax}"),
        };
    }

    private static TimelineWatch Memory(VirtualMachine machine, string text, WatchAccess access, bool isPhysical)
    {
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        ulong length = DefaultLength;
        if (
            !TryNumber(comma < 0 ? text : text[..comma], out var address)
            || (comma >= 0 && !TryNumber(text[(comma + 1)..], out length))
            || length is 0 or > MemoryWatch.MaxLength
        )
        {
            throw new ConfigurationException(
                $"'{text}' is no memory: give an address and perhaps ,LENGTH (1 to {MemoryWatch.MaxLength})"
            );
        }

        return (
                isPhysical
                    ? MemoryWatch.TryCreatePhysical(machine, address, (int)length, access)
                    : MemoryWatch.TryCreate(machine, address, (int)length, access)
            )
            ?? throw new ConfigurationException(
                $"at '{text}' is no RAM here{(isPhysical ? "; for registers of devices give mmio:ADDR" : "; phys: and mmio: take physical addresses")}"
            );
    }

    private static InteractionWatch Range(string text, WatchAccess access, InteractionKind read, InteractionKind write)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        ulong last = 0;
        if (
            !TryNumber(dash < 0 ? text : text[..dash], out var first)
            || (dash >= 0 && !TryNumber(text[(dash + 1)..], out last))
        )
        {
            throw new ConfigurationException($"'{text}' is no address: give one, or FIRST-LAST");
        }

        return new InteractionWatch(Kinds(access, read, write), first, dash < 0 ? first : last);
    }

    private static InteractionWatch Pci(string text, WatchAccess access)
    {
        var plus = text.IndexOf('+', StringComparison.Ordinal);
        var function = (plus < 0 ? text : text[..plus]).Split(':', '.');
        var register = plus < 0 ? [] : text[(plus + 1)..].Split(',');
        ulong offset = 0;
        ulong length = plus < 0 ? 256u : 1u;
        if (
            function.Length != 3
            || !TryHex(function[0], 255, out var bus)
            || !TryHex(function[1], 31, out var slot)
            || !TryHex(function[2], 7, out var number)
            || (register.Length > 0 && (!TryNumber(register[0], out offset) || offset > 255))
            || (register.Length > 1 && (!TryNumber(register[1], out length) || length is 0 or > 256))
            || register.Length > 2
        )
        {
            throw new ConfigurationException(
                $"'{text}' is no configuration register: give BB:DD.F or BB:DD.F+REGISTER"
            );
        }

        var first = ((ulong)bus << 16) | ((ulong)slot << 11) | ((ulong)number << 8) | offset;
        return new InteractionWatch(
            Kinds(access, InteractionKind.ConfigRead, InteractionKind.ConfigWrite),
            first,
            first + length - 1
        );
    }

    private static InteractionWatch Line(VirtualMachine machine, string name)
    {
        var line = machine.Irqs.All.FirstOrDefault(line => line.Name == name);
        return line is not null
            ? new InteractionWatch(
                [InteractionKind.IrqRaise, InteractionKind.IrqLower],
                (ulong)line.Index,
                (ulong)line.Index
            )
            : throw new ConfigurationException(
                $"the machine has no interrupt line '{name}'{NearestName.Hint(name, machine.Irqs.All.Select(known => known.Name))}"
            );
    }

    private static StateWatch Field(VirtualMachine machine, string text)
    {
        // Names of sections have dots too.
        for (var dot = text.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = text.IndexOf('.', dot + 1))
        {
            if (StateWatch.TryField(machine, text[..dot], text[(dot + 1)..]) is { } found)
            {
                return found;
            }
        }

        throw Unknown("state field", text);
    }

    private static InteractionKind[] Kinds(WatchAccess access, InteractionKind read, InteractionKind write) =>
        access switch
        {
            WatchAccess.Read => [read],
            WatchAccess.Any => [read, write],
            _ => [write],
        };

    private static ConfigurationException Unknown(string what, string name) =>
        new($"the machine has no {what} '{name}'");

    private static bool TryNumber(string text, out ulong value) =>
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
            : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static bool TryHex(string text, int most, out int value) =>
        int.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value) && value <= most;
}
