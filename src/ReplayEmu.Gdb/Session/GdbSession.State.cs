using System;
using System.Text;
using ReplayEmu.Gdb.Packets;

namespace ReplayEmu.Gdb.Session;

/// <content>Registers, memory, breakpoints. A write makes the timeline a branch that is dropped by going backward.</content>
public sealed partial class GdbSession
{
    private string ReadRegisters()
    {
        var text = new StringBuilder();
        for (var i = 0; i < cpu.DebugRegisters.Count; i++)
        {
            if (cpu.DebugRegisters[i].Architecture == architecture)
            {
                text.Append(Register(i));
            }
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
            if (register.Architecture != architecture)
            {
                number++;
                continue;
            }

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

        return timeline.WriteRegister(number, value);
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

        return timeline.WriteMemory(address, bytes) ? Ok : Failed;
    }

    /// <summary><c>X</c>: as <c>M</c> with the bytes as they are.</summary>
    private string WriteBinary(string rest)
    {
        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !TryPlace(rest.AsSpan(0, colon), out var address, out var size))
        {
            return Failed;
        }

        var bytes = Encoding.Latin1.GetBytes(rest[(colon + 1)..]);
        return (ulong)bytes.Length == size && timeline.WriteMemory(address, bytes) ? Ok : Failed;
    }

    /// <summary><c>ADDRESS,LENGTH</c>, perhaps followed by <c>;</c> and more.</summary>
    private static bool TryPlace(ReadOnlySpan<char> text, out ulong address, out ulong size)
    {
        (address, size) = (0, 0);
        var end = text.IndexOf(';');
        text = end >= 0 ? text[..end] : text;
        var comma = text.IndexOf(',');
        return comma > 0 && Hex.TryNumber(text[..comma], out address) && Hex.TryNumber(text[(comma + 1)..], out size);
    }
}
