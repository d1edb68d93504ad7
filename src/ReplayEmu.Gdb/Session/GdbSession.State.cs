using System;
using System.Linq;
using System.Text;
using ReplayEmu.Gdb.Packets;
using ReplayEmu.Replay.Timeline.Watches;

namespace ReplayEmu.Gdb.Session;

/// <content>Registers, memory, breakpoints. A write makes the timeline a branch that is dropped by going backward.</content>
public sealed partial class GdbSession
{
    private const int MaxPoints = 256;
    private readonly System.Collections.Generic.SortedSet<(int Kind, ulong Address)> points = [];

    private string ReadRegisters()
    {
        var text = new StringBuilder();
        for (var i = 0; i < cpu.DebugRegisters.Count; i++)
        {
            text.Append(Register(i));
        }

        return text.ToString();
    }

    private string Register(int number)
    {
        Span<byte> value = stackalloc byte[16];
        value = value[..(cpu.DebugRegisters[number].Bits / 8)];
        cpu.ReadRegister(number, value);
        return Convert.ToHexStringLower(value);
    }

    private string ReadRegister(ReadOnlySpan<char> rest) =>
        Hex.TryNumber(rest, out var number) && number < (ulong)cpu.DebugRegisters.Count
            ? Register((int)number)
            : Failed;

    private string WriteRegisters(ReadOnlySpan<char> rest)
    {
        var number = 0;
        var changed = true;
        foreach (var register in cpu.DebugRegisters)
        {
            var digits = register.Bits / 4;
            if (rest.Length < digits)
            {
                break;
            }

            var isSame = rest[..digits].Equals(Register(number), StringComparison.OrdinalIgnoreCase);
            changed &= isSame || WriteRegister(number, rest[..digits]);
            rest = rest[digits..];
            number++;
        }

        return changed ? Ok : Failed;
    }

    private string WriteRegister(ReadOnlySpan<char> rest)
    {
        var equals = rest.IndexOf('=');
        return
            equals > 0
            && Hex.TryNumber(rest[..equals], out var number)
            && number < (ulong)cpu.DebugRegisters.Count
            && WriteRegister((int)number, rest[(equals + 1)..])
            ? Ok
            : Failed;
    }

    private bool WriteRegister(int number, ReadOnlySpan<char> digits)
    {
        var value = Hex.Bytes(digits);
        if (value is null || value.Length != cpu.DebugRegisters[number].Bits / 8)
        {
            return false;
        }

        timeline.Fork();
        return cpu.WriteRegister(number, value);
    }

    private string ReadMemory(ReadOnlySpan<char> rest)
    {
        if (!TryPlace(rest, out var address, out var size) || size > PacketReader.MaxPacket / 2)
        {
            return Failed;
        }

        var bytes = DebugMemory.Read(timeline.Machine, cpu, address, (int)size);
        return bytes.Length > 0 || size == 0 ? Convert.ToHexStringLower(bytes) : Failed;
    }

    private string WriteMemory(ReadOnlySpan<char> rest)
    {
        var colon = rest.IndexOf(':');
        if (
            colon < 0
            || !TryPlace(rest[..colon], out var address, out var size)
            || Hex.Bytes(rest[(colon + 1)..]) is not { } bytes
            || (ulong)bytes.Length != size
        )
        {
            return Failed;
        }

        timeline.Fork();
        return DebugMemory.Write(timeline.Machine, cpu, address, bytes) ? Ok : Failed;
    }

    /// <summary>Z0 and Z1 are breakpoints, Z2 watches changes; reads are not watched.</summary>
    private string SetPoint(ReadOnlySpan<char> rest, bool insert)
    {
        if (rest.Length < 3 || rest[1] != ',' || !TryPlace(rest[2..], out var address, out var size))
        {
            return Failed;
        }

        var kind = rest[0] - '0';
        if (kind is 0 or 1)
        {
            if (insert && points.Count >= MaxPoints)
            {
                return Failed;
            }

            _ = insert ? points.Add((kind, address)) : points.Remove((kind, address));
            timeline.Breakpoints = [.. points.Select(point => point.Address)];
            return Ok;
        }

        return kind == 2 ? SetWatch(address, size, insert) : Unsupported;
    }

    private string SetWatch(ulong address, ulong size, bool insert)
    {
        var old = timeline
            .Watches.OfType<MemoryWatch>()
            .FirstOrDefault(watch => watch.Address == address && (ulong)watch.Length == size);
        if (old is not null)
        {
            _ = insert || timeline.Watches.Remove(old);
            return Ok;
        }

        if (!insert)
        {
            return Ok;
        }

        if (
            timeline.Watches.Count >= MaxPoints
            || size > MemoryWatch.MaxLength
            || MemoryWatch.TryCreate(timeline.Machine, address, (int)size) is not { } created
        )
        {
            return Failed;
        }

        timeline.Watches.Add(created);
        return Ok;
    }

    /// <summary><c>ADDRESS,LENGTH</c>, perhaps followed by <c>;</c> and conditions, which gdb evaluates itself.</summary>
    private static bool TryPlace(ReadOnlySpan<char> text, out ulong address, out ulong size)
    {
        (address, size) = (0, 0);
        var end = text.IndexOf(';');
        text = end >= 0 ? text[..end] : text;
        var comma = text.IndexOf(',');
        return comma > 0 && Hex.TryNumber(text[..comma], out address) && Hex.TryNumber(text[(comma + 1)..], out size);
    }
}
