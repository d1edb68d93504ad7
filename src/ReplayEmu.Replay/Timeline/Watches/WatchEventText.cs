using System;
using System.Globalization;
using System.Text;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Gate;

namespace ReplayEmu.Replay.Timeline.Watches;

/// <summary>A watch event as one line.</summary>
public static class WatchEventText
{
    private const int MostBytes = 16;

    /// <summary><c>icount 1234 pc 0x00100200 write 0x00000000 -> 0x00000005</c></summary>
    public static string Of(VirtualMachine machine, WatchEvent found)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"icount {found.Icount} pc 0x{found.Pc:x8} ");
        if (found.Before.Length == 0 && found.Interaction is { } access)
        {
            text.Append(Name(access.Kind)).Append(' ');
            AppendPlace(text, machine, access);
            return text.ToString().TrimEnd();
        }

        text.Append(found.IsWrite ? "write " : "read ");
        text.Append(Value(found.Before));
        text.Append(found.IsWrite ? " -> " + Value(found.After) : "");
        if (found.Interaction is { } transfer)
        {
            text.Append(", by ").Append(Source(machine, transfer)).Append(" as bus master");
        }

        return text.ToString();
    }

    /// <summary>Up to eight bytes as a number, more as bytes.</summary>
    public static string Value(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 8 || bytes.Length is not (1 or 2 or 4 or 8))
        {
            return Convert.ToHexStringLower(bytes[..Math.Min(MostBytes, bytes.Length)])
                + (bytes.Length > MostBytes ? "..." : "");
        }

        ulong value = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            value |= (ulong)bytes[i] << (8 * i);
        }

        return "0x"
            + value.ToString(
                "x" + (bytes.Length * 2).ToString(CultureInfo.InvariantCulture),
                CultureInfo.InvariantCulture
            );
    }

    /// <summary><c>config-read</c></summary>
    public static string Name(InteractionKind kind) =>
        kind switch
        {
            InteractionKind.PortRead => "port-read",
            InteractionKind.PortWrite => "port-write",
            InteractionKind.MmioRead => "mmio-read",
            InteractionKind.MmioWrite => "mmio-write",
            InteractionKind.ConfigRead => "config-read",
            InteractionKind.ConfigWrite => "config-write",
            InteractionKind.IrqRaise => "irq-raise",
            InteractionKind.IrqLower => "irq-lower",
            InteractionKind.DmaRead => "dma-read",
            InteractionKind.DmaWrite => "dma-write",
            _ => "hypercall",
        };

    private static void AppendPlace(StringBuilder text, VirtualMachine machine, in Interaction access)
    {
        var address = access.Address;
        if (access.Kind is InteractionKind.IrqRaise or InteractionKind.IrqLower)
        {
            text.Append(address < (ulong)machine.Irqs.All.Count ? machine.Irqs.All[(int)address].Name : "unknown line");
            return;
        }

        if (access.Kind is InteractionKind.ConfigRead or InteractionKind.ConfigWrite)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{address >> 16 & 0xff:x2}:{address >> 11 & 31:x2}.{address >> 8 & 7:x}+0x{address & 0xff:x2}"
            );
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"{Source(machine, access)} 0x{address:x4}");
        }

        Span<byte> value = stackalloc byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(value, access.Value);
        text.Append(
            CultureInfo.InvariantCulture,
            $" {access.Size} byte{(access.Size == 1 ? "" : "s")} = {Value(value[..(int)Math.Clamp(access.Size, 1, 8)])}"
        );
    }

    private static string Source(VirtualMachine machine, in Interaction access) =>
        access.Source < machine.Observation.Sources.Count
            ? machine.Observation.Sources[access.Source]
            : "unknown device";
}
