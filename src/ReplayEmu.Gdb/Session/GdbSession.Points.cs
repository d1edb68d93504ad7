using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ReplayEmu.Gdb.Agent;
using ReplayEmu.Gdb.Packets;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Replay.Timeline.Watches;

namespace ReplayEmu.Gdb.Session;

/// <content>
/// Z0 and Z1 are breakpoints, with conditions that are evaluated here; Z2 watches changes, Z3 reads, Z4 reads and writes. A watch on
/// something that is no RAM waits for accesses of the device's registers there.
/// </content>
public sealed partial class GdbSession : IAgentTarget
{
    private const int MaxPoints = 256;
    private const int MaxConditions = 64;
    private const int MaxRegisterBytes = 8;

    /// <summary>Conditions by kind and address; none is always.</summary>
    private readonly SortedDictionary<(int Kind, ulong Address), List<byte[]>> points = [];

    /// <summary>Watches by kind, address and length.</summary>
    private readonly SortedDictionary<(int Kind, ulong Address, ulong Size), TimelineWatch> watches = [];

    /// <inheritdoc/>
    bool IAgentTarget.TryRegister(int number, out ulong value)
    {
        value = 0;
        if (number < 0 || number >= cpu.DebugRegisters.Count || cpu.DebugRegisters[number].Bits > 64)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[8];
        cpu.ReadRegister(number, bytes[..(cpu.DebugRegisters[number].Bits / 8)]);
        value = System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        return true;
    }

    /// <inheritdoc/>
    bool IAgentTarget.TryMemory(ulong address, int size, out ulong value)
    {
        var bytes = DebugMemory.Read(timeline.Machine, cpu, address, size);
        value = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            value |= (ulong)bytes[i] << (8 * i);
        }

        return bytes.Length == size;
    }

    /// <summary>A hit stops when a condition of its breakpoint holds, or cannot be evaluated.</summary>
    private bool IsWanted(ulong address)
    {
        for (var kind = 0; kind < 2; kind++)
        {
            if (points.TryGetValue((kind, address), out var conditions))
            {
                var holds = conditions.Count == 0;
                foreach (var condition in conditions)
                {
                    holds |= AgentExpression.Evaluate(condition, this) != 0;
                }

                if (holds)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private string SetPoint(ReadOnlySpan<char> rest, bool insert)
    {
        if (rest.Length < 3 || rest[1] != ',' || !TryPlace(rest[2..], out var address, out var size))
        {
            return Failed;
        }

        var kind = rest[0] - '0';
        return kind switch
        {
            0 or 1 => SetBreakpoint(kind, address, rest, insert),
            2 or 3 or 4 => SetWatch(kind, address, size, insert),
            _ => Unsupported,
        };
    }

    private string SetBreakpoint(int kind, ulong address, ReadOnlySpan<char> rest, bool insert)
    {
        if (!insert)
        {
            points.Remove((kind, address));
        }
        else if (points.Count >= MaxPoints && !points.ContainsKey((kind, address)))
        {
            return Failed;
        }
        else
        {
            if (Conditions(rest) is not { } conditions)
            {
                return Failed;
            }

            points[(kind, address)] = conditions;
        }

        timeline.Breakpoints = [.. points.Keys.Select(point => point.Address)];
        return Ok;
    }

    /// <summary><c>;X3,220127X...</c>: length in bytes and bytecode, several; null when malformed. Commands are not run here.</summary>
    private static List<byte[]>? Conditions(ReadOnlySpan<char> rest)
    {
        var list = new List<byte[]>();
        var semicolon = rest.IndexOf(';');
        rest = semicolon < 0 ? [] : rest[(semicolon + 1)..];
        while (!rest.IsEmpty && rest[0] == 'X')
        {
            var comma = rest.IndexOf(',');
            if (
                list.Count == MaxConditions
                || comma < 2
                || !Hex.TryNumber(rest[1..comma], out var length)
                || length > (ulong)(rest.Length - comma - 1) / 2
                || Hex.Bytes(rest.Slice(comma + 1, (int)length * 2)) is not { } code
            )
            {
                return null;
            }

            list.Add(code);
            rest = rest[(comma + 1 + ((int)length * 2))..];
        }

        return list;
    }

    private string SetWatch(int kind, ulong address, ulong size, bool insert)
    {
        if (watches.TryGetValue((kind, address, size), out var old))
        {
            if (!insert)
            {
                watches.Remove((kind, address, size));
                timeline.Watches.Remove(old);
            }

            return Ok;
        }

        if (!insert)
        {
            return Ok;
        }

        if (watches.Count >= MaxPoints || size is 0 or > MemoryWatch.MaxLength)
        {
            return Failed;
        }

        var access = kind switch
        {
            2 => WatchAccess.Change,
            3 => WatchAccess.Read,
            _ => WatchAccess.Any,
        };
        TimelineWatch? watch =
            MemoryWatch.TryCreate(timeline.Machine, address, (int)size, access)
            ?? (TimelineWatch?)WatchRegisters(address, size, access);
        if (watch is null)
        {
            return Failed;
        }

        watches.Add((kind, address, size), watch);
        timeline.Watches.Add(watch);
        return Ok;
    }

    private InteractionWatch? WatchRegisters(ulong address, ulong size, WatchAccess access)
    {
        if (size > MaxRegisterBytes || !cpu.TryTranslate(address, out var physical))
        {
            return null;
        }

        InteractionKind[] kinds = access switch
        {
            WatchAccess.Change => [InteractionKind.MmioWrite],
            WatchAccess.Read => [InteractionKind.MmioRead],
            _ => [InteractionKind.MmioRead, InteractionKind.MmioWrite],
        };
        return new InteractionWatch(kinds, physical, physical + size - 1);
    }

    /// <summary><c>watch:ADDRESS;</c>, <c>rwatch:</c> or <c>awatch:</c> of the watch that was hit.</summary>
    private string WatchedAddress()
    {
        foreach (var ((kind, address, _), watch) in watches)
        {
            if (ReferenceEquals(watch, timeline.WatchHit?.Watch))
            {
                var name = kind switch
                {
                    2 => "watch",
                    3 => "rwatch",
                    _ => "awatch",
                };
                return string.Create(CultureInfo.InvariantCulture, $"{name}:{address:x};");
            }
        }

        return "";
    }
}
