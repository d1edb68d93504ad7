using System;
using System.Globalization;
using System.Text;

namespace ReplayEmu.Devices.Network.User;

/// <summary>
/// Gives the guest files by HTTP/1.0 (RFC 1945: GET and HEAD) over just enough TCP: in order, without options, a few segments
/// at a time. The cable loses nothing, so there is no timer: what the guest misses it says by confirming the same again (RFC 6582).
/// </summary>
internal sealed unsafe class HttpServer(HttpServerState* state, UserNetworkOptions options, HttpServer.SendSegment send)
{
    public const ushort Port = 80;

    /// <summary>What fits into a frame of 1514 bytes; also what a guest takes that has not said more.</summary>
    public const int SegmentBytes = 536;

    /// <summary>Bytes on their way, so that the network's queue never overflows.</summary>
    private const int MostUnconfirmed = 8 * SegmentBytes;

    /// <summary>So many confirmations that say the same mean that the segment behind them is lost.</summary>
    private const ushort RepeatsOfLoss = 3;
    private const ushort NoFile = ushort.MaxValue;
    private readonly HttpServerState* state = state;

    /// <summary>Sends a segment to the guest.</summary>
    internal delegate void SendSegment(
        uint address,
        ushort port,
        uint sequence,
        uint confirmation,
        byte flags,
        ReadOnlySpan<byte> payload
    );

    /// <summary>A segment for this server.</summary>
    public void Receive(in TcpSegment segment)
    {
        var place = Find(segment.Address, segment.Source);
        if ((segment.Flags & TcpSegment.Reset) != 0)
        {
            if (place >= 0)
            {
                state->Ports[place] = 0;
            }
        }
        else if ((segment.Flags & TcpSegment.Syn) != 0)
        {
            Open(place, segment);
        }
        else if (place < 0)
        {
            send(segment.Address, segment.Source, segment.Confirmation, 0, TcpSegment.Reset, []);
        }
        else
        {
            Continue(place, segment);
        }
    }

    private int Find(uint address, ushort port)
    {
        for (var i = 0; i < HttpServerState.Connections; i++)
        {
            if (state->Ports[i] == port && port != 0 && state->Addresses[i] == address)
            {
                return i;
            }
        }

        return -1;
    }

    private void Open(int place, in TcpSegment segment)
    {
        if (segment.Source == 0)
        {
            return;
        }

        place = place >= 0 ? place : Free();
        state->Addresses[place] = segment.Address;
        state->Ports[place] = segment.Source;
        state->Expected[place] = segment.Sequence + 1;
        // Far apart, so that segments of an old connection are not taken for those of a new one.
        state->First[place] = (++state->Count * 0x0100_0000) + 1;
        state->Phases[place] = HttpPhase.Request;
        state->Sent[place] = 0;
        state->Confirmed[place] = 0;
        state->RequestLengths[place] = 0;
        state->Repeats[place] = 0;
        state->Windows[place] = segment.Window;
        Send(place, state->First[place] - 1, TcpSegment.Syn | TcpSegment.Acknowledge, []);
    }

    private int Free()
    {
        for (var i = 0; i < HttpServerState.Connections; i++)
        {
            if (state->Ports[i] == 0)
            {
                return i;
            }
        }

        var replaced = state->Next;
        state->Next = (ushort)((replaced + 1) % HttpServerState.Connections);
        return replaced;
    }

    private void Continue(int place, in TcpSegment segment)
    {
        if ((segment.Flags & TcpSegment.Acknowledge) != 0)
        {
            Confirm(place, segment);
        }

        var carries = segment.Payload.Length > 0 || (segment.Flags & TcpSegment.Fin) != 0;
        if (carries && segment.Sequence == state->Expected[place])
        {
            state->Expected[place] += (uint)segment.Payload.Length;
            if (state->Phases[place] == HttpPhase.Request)
            {
                Take(place, segment.Payload);
            }

            if ((segment.Flags & TcpSegment.Fin) != 0)
            {
                state->Expected[place]++;
            }
        }

        var sentBefore = state->Sent[place];
        Pump(place);
        if (carries && state->Sent[place] == sentBefore)
        {
            Send(place, state->First[place] + (uint)sentBefore, TcpSegment.Acknowledge, []);
        }

        if (state->Phases[place] == HttpPhase.Closed && (segment.Flags & TcpSegment.Fin) != 0)
        {
            state->Ports[place] = 0;
        }
    }

    private void Confirm(int place, in TcpSegment segment)
    {
        ulong confirmed = segment.Confirmation - state->First[place];
        // What was never sent cannot be confirmed; behind what is confirmed already it is old.
        if (confirmed > state->Sent[place] || confirmed < state->Confirmed[place])
        {
            return;
        }

        if (confirmed > state->Confirmed[place])
        {
            // Of several that were lost, the next one is due as soon as the one before has arrived.
            var more = state->Repeats[place] >= RepeatsOfLoss && confirmed < state->Sent[place];
            state->Confirmed[place] = confirmed;
            state->Repeats[place] = more ? RepeatsOfLoss : (ushort)0;
            if (more)
            {
                Repeat(place);
            }
        }
        else if (
            segment.Payload.Length == 0
            && state->Sent[place] > confirmed
            && segment.Window == state->Windows[place]
            && state->Repeats[place] < ushort.MaxValue
            && ++state->Repeats[place] == RepeatsOfLoss
        )
        {
            Repeat(place);
        }

        state->Windows[place] = segment.Window;
        if (state->Phases[place] == HttpPhase.Answer && confirmed == Length(place) + 1)
        {
            state->Phases[place] = HttpPhase.Closed;
        }
    }

    /// <summary>Bytes of the request; the answer begins when its empty line has come, or it is too long.</summary>
    private void Take(int place, ReadOnlySpan<byte> bytes)
    {
        var request = new Span<byte>(
            state->Requests + (place * HttpServerState.RequestBytes),
            HttpServerState.RequestBytes
        );
        var room = request[state->RequestLengths[place]..];
        var taken = Math.Min(room.Length, bytes.Length);
        bytes[..taken].CopyTo(room);
        state->RequestLengths[place] += (ushort)taken;
        var whole = request[..state->RequestLengths[place]];
        if (whole.IndexOf("\r\n\r\n"u8) >= 0 || whole.Length == HttpServerState.RequestBytes)
        {
            Decide(place, whole);
        }
    }

    private void Decide(int place, ReadOnlySpan<byte> request)
    {
        var end = request.IndexOf("\r\n"u8);
        var words = Encoding.ASCII.GetString(request[..(end < 0 ? 0 : end)]).Split(' ');
        var file = words.Length == 3 ? FileOf(words[1].TrimStart('/')) : NoFile;
        state->Files[place] = file;
        state->Codes[place] = (ushort)(
            words.Length != 3 ? 400
            : words[0] is not ("GET" or "HEAD") ? 501
            : file == NoFile ? 404
            : 200
        );
        state->HeadOnly[place] = (ushort)(words[0] == "HEAD" ? 1 : 0);
        state->Phases[place] = HttpPhase.Answer;
    }

    private ushort FileOf(string path)
    {
        for (var i = 0; i < options.Files.Count; i++)
        {
            if (options.Files[i].Path == path)
            {
                return (ushort)i;
            }
        }

        return NoFile;
    }

    /// <summary>Sends as much of the answer as the guest takes, and its end.</summary>
    private void Pump(int place)
    {
        if (state->Phases[place] != HttpPhase.Answer)
        {
            return;
        }

        var head = Head(place);
        var length = (ulong)head.Length + BodyBytes(place);
        var most = state->Confirmed[place] + Math.Min(state->Windows[place], (ulong)MostUnconfirmed);
        while (state->Sent[place] <= length && (state->Sent[place] < most || state->Sent[place] == length))
        {
            state->Sent[place] = SendPart(place, head, length, state->Sent[place], Math.Max(most, state->Sent[place]));
        }
    }

    /// <summary>Sends the first segment that is not confirmed again.</summary>
    private void Repeat(int place)
    {
        if (state->Phases[place] == HttpPhase.Answer)
        {
            var head = Head(place);
            var length = (ulong)head.Length + BodyBytes(place);
            SendPart(place, head, length, state->Confirmed[place], state->Sent[place]);
        }
    }

    /// <summary>Sends bytes of the answer, and its end with the last of them.</summary>
    /// <param name="at">The first.</param>
    /// <param name="most">Behind the last that may be sent.</param>
    /// <returns>What is sent next; one behind the length when the end was sent.</returns>
    private ulong SendPart(int place, ReadOnlySpan<byte> head, ulong length, ulong at, ulong most)
    {
        Span<byte> payload = stackalloc byte[SegmentBytes];
        var part = payload[..(int)Math.Min(SegmentBytes, Math.Min(length, most) - Math.Min(length, at))];
        Fill(place, head, at, part);
        var isEnd = at + (ulong)part.Length >= length;
        var flags = TcpSegment.Acknowledge | TcpSegment.Push | (isEnd ? TcpSegment.Fin : 0);
        Send(place, state->First[place] + (uint)at, (byte)flags, part);
        return at + (ulong)part.Length + (isEnd ? 1UL : 0);
    }

    private ulong Length(int place) => (ulong)Head(place).Length + BodyBytes(place);

    private ulong BodyBytes(int place) =>
        state->Codes[place] == 200 && state->HeadOnly[place] == 0
            ? (ulong)options.Files[state->Files[place]].Image.Size
            : 0;

    private byte[] Head(int place)
    {
        var reason = state->Codes[place] switch
        {
            200 => "OK",
            404 => "Not Found",
            501 => "Not Implemented",
            _ => "Bad Request",
        };
        var size = state->Codes[place] == 200 ? options.Files[state->Files[place]].Image.Size : 0;
        return Encoding.ASCII.GetBytes(
            string.Create(
                CultureInfo.InvariantCulture,
                $"HTTP/1.0 {state->Codes[place]} {reason}\r\nContent-Length: {size}\r\nConnection: close\r\n\r\n"
            )
        );
    }

    /// <summary>Bytes of head and body from a place of the answer.</summary>
    private void Fill(int place, ReadOnlySpan<byte> head, ulong at, Span<byte> part)
    {
        if (at < (ulong)head.Length)
        {
            var count = Math.Min(part.Length, head.Length - (int)at);
            head.Slice((int)at, count).CopyTo(part);
            part = part[count..];
            at += (ulong)count;
        }

        if (!part.IsEmpty)
        {
            options.Files[state->Files[place]].Image.Read((long)at - head.Length, part);
        }
    }

    private void Send(int place, uint sequence, byte flags, ReadOnlySpan<byte> payload) =>
        send(state->Addresses[place], state->Ports[place], sequence, state->Expected[place], flags, payload);
}
