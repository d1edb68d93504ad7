using System;
using System.Globalization;
using System.Text;
using ReplayEmu.Gdb.Packets;

namespace ReplayEmu.Gdb.Session;

/// <content>What gdb asks about the stub, and <c>monitor</c> commands.</content>
public sealed partial class GdbSession
{
    private const string MonitorHelp =
        "when          the present place\nseek ICOUNT   go to a tick\nback N        go N instructions back\n"
        + "text TEXT     go to where TEXT was printed last before this place\nevents [N]    what happened last before this place\n"
        + "After a command that moves, gdb must forget what it knows: maintenance flush register-cache\n";

    private string Query(string packet)
    {
        const string Transfer = "qXfer:features:read:target.xml:";
        const string Monitor = "qRcmd,";
        if (packet.StartsWith("qSupported", StringComparison.Ordinal))
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"PacketSize={PacketReader.MaxPacket:x};QStartNoAckMode+;qXfer:features:read+;vContSupported+;"
                    + $"swbreak+;hwbreak+;ReverseStep+;ReverseContinue+"
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

    private string Obey(string command)
    {
        var space = command.IndexOf(' ', StringComparison.Ordinal);
        var verb = space < 0 ? command : command[..space];
        var argument = space < 0 ? "" : command[(space + 1)..].Trim();
        var isNumber = ulong.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        switch (verb)
        {
            case "when":
                return Where();
            case "seek" when isNumber:
                timeline.Seek(number);
                return Where();
            case "back" when isNumber:
                timeline.StepBack(number);
                return Where();
            case "text" when argument.Length > 0:
                if (timeline.FindText(Encoding.Latin1.GetBytes(argument), backward: true) is not { } place)
                {
                    return "not printed before this place\n";
                }

                timeline.Seek(place);
                return Where();
            case "events" when Events is not null && (isNumber || argument.Length == 0):
                return Events(timeline.Icount, isNumber ? (int)Math.Min(number, 100) : 10);
            default:
                return MonitorHelp;
        }
    }

    private string Where()
    {
        var clock = timeline.Machine.Clock;
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"icount {clock.Icount} of {timeline.End}, {clock.Retired} instructions, guest {clock.Nanoseconds} ns, pc 0x{cpu.ProgramCounter:x8}"
        );
        text += timeline.IsForked ? ", changed by the debugger: going back drops the change" : "";
        text += timeline.Divergence is { } difference
            ? "\nthis build does not run as recorded: " + difference.ToText()
            : "";
        return text + "\n";
    }
}
