using System;
using System.Globalization;
using System.Text;
using ReplayEmu.Gdb.Packets;

namespace ReplayEmu.Gdb.Session;

/// <content>What gdb asks about the stub, and <c>monitor</c> commands.</content>
public sealed partial class GdbSession
{
    private string Query(string packet)
    {
        const string Transfer = "qXfer:features:read:target.xml:";
        const string Monitor = "qRcmd,";
        if (packet.StartsWith("qSupported", StringComparison.Ordinal))
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"PacketSize={PacketReader.MaxPacket:x};QStartNoAckMode+;qXfer:features:read+;vContSupported+;"
                    + $"swbreak+;hwbreak+;ReverseStep+;ReverseContinue+;ConditionalBreakpoints+"
            );
        }

        if (packet.StartsWith(Transfer, StringComparison.Ordinal))
        {
            return Part(packet.AsSpan(Transfer.Length));
        }

        if (packet.StartsWith(Monitor, StringComparison.Ordinal))
        {
            var command = Hex.Bytes(packet.AsSpan(Monitor.Length));
            var said = command is null ? "not hexadecimal\n" : Obey(Encoding.Latin1.GetString(command));
            return Convert.ToHexStringLower(Encoding.Latin1.GetBytes(said));
        }

        return packet switch
        {
            "QStartNoAckMode" => Ok,
            "qC" => "QC01",
            "qfThreadInfo" => "m01",
            "qsThreadInfo" => "l",
            "qAttached" => "1",
            "qSymbol::" => Ok,
            _ => Unsupported,
        };
    }

    private string Part(ReadOnlySpan<char> rest)
    {
        if (!TryPlace(rest, out var offset, out var size))
        {
            return Failed;
        }

        if (offset >= (ulong)targetXml.Length)
        {
            return "l";
        }

        var count = (int)Math.Min(size, Math.Min((ulong)targetXml.Length - offset, PacketReader.MaxPacket / 2));
        var isLast = (int)offset + count == targetXml.Length;
        return string.Concat(isLast ? "l" : "m", targetXml.AsSpan((int)offset, count));
    }
}
