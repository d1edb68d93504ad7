using System;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace ReplayEmu.Devices.Network.User;

/// <summary>Gives the guest files (RFC 1350, with the options blksize and tsize of RFC 2348 and 2349).</summary>
internal sealed unsafe class TftpServer(UserNetworkState* state, UserNetworkOptions options)
{
    public const ushort Port = 69;
    private const ushort ReadRequest = 1;
    private const ushort Data = 3;
    private const ushort Acknowledgement = 4;
    private const ushort Error = 5;
    private const ushort OptionAcknowledgement = 6;
    private const int DefaultBlock = 512;
    private const int LargestBlock = 1428;
    private readonly UserNetworkState* state = state;

    /// <summary>The answer to a message of the guest, or null when there is none.</summary>
    /// <param name="port">Of the guest.</param>
    public byte[]? Answer(ushort port, ReadOnlySpan<byte> message)
    {
        if (message.Length < 4)
        {
            return null;
        }

        var kind = BinaryPrimitives.ReadUInt16BigEndian(message);
        if (kind == ReadRequest)
        {
            return Open(port, Encoding.UTF8.GetString(message[2..]).Split('\0'));
        }

        var transfer = new ReadOnlySpan<ushort>(state->Ports, UserNetworkState.Transfers).IndexOf(port);
        if (transfer < 0 || kind != Acknowledgement)
        {
            return null;
        }

        return Confirm(transfer, BinaryPrimitives.ReadUInt16BigEndian(message[2..]));
    }

    private static byte[] Fail(byte code, string text) =>
        [0, (byte)Error, 0, code, .. Encoding.ASCII.GetBytes(text), 0];

    private byte[] Open(ushort port, string[] words)
    {
        var path = words[0].TrimStart('/');
        var file = -1;
        for (var i = 0; i < options.Files.Count; i++)
        {
            file = options.Files[i].Path == path ? i : file;
        }

        if (file < 0)
        {
            return Fail(1, "File not found");
        }

        var block = DefaultBlock;
        var accepted = new StringBuilder();
        for (var i = 2; i + 1 < words.Length; i += 2)
        {
            var name = words[i].ToLowerInvariant();
            if (
                name == "blksize"
                && int.TryParse(words[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var wanted)
                && wanted >= 8
            )
            {
                block = Math.Min(wanted, LargestBlock);
                accepted.Append(CultureInfo.InvariantCulture, $"blksize\0{block}\0");
            }
            else if (name == "tsize")
            {
                accepted.Append(CultureInfo.InvariantCulture, $"tsize\0{options.Files[file].Image.Size}\0");
            }
        }

        var transfer = Place(port);
        state->Ports[transfer] = port;
        state->Files[transfer] = (ushort)file;
        state->BlockSizes[transfer] = (ushort)block;
        state->Confirmed[transfer] = 0;
        state->Blocks[transfer] = accepted.Length == 0 ? (ushort)1 : (ushort)0;
        return accepted.Length == 0
            ? Block(transfer)
            : [0, (byte)OptionAcknowledgement, .. Encoding.ASCII.GetBytes(accepted.ToString())];
    }

    /// <summary>The guest's old download, a free place, or the place that was taken first.</summary>
    private int Place(ushort port)
    {
        var ports = new ReadOnlySpan<ushort>(state->Ports, UserNetworkState.Transfers);
        var place = ports.IndexOf(port);
        place = place < 0 ? ports.IndexOf((ushort)0) : place;
        if (place < 0)
        {
            place = state->NextTransfer;
            state->NextTransfer = (ushort)((place + 1) % UserNetworkState.Transfers);
        }

        return place;
    }

    private byte[]? Confirm(int transfer, ushort block)
    {
        if (block != state->Blocks[transfer])
        {
            // An old confirmation again: what the guest misses is the present block.
            return block == (ushort)(state->Blocks[transfer] - 1) ? Block(transfer) : null;
        }

        if (block != 0 || state->Confirmed[transfer] != 0)
        {
            var size = (ulong)options.Files[state->Files[transfer]].Image.Size;
            if (size - state->Confirmed[transfer] < state->BlockSizes[transfer])
            {
                state->Ports[transfer] = 0;
                return null;
            }

            state->Confirmed[transfer] += state->BlockSizes[transfer];
        }

        state->Blocks[transfer]++;
        return Block(transfer);
    }

    private byte[] Block(int transfer)
    {
        var image = options.Files[state->Files[transfer]].Image;
        var left = (ulong)image.Size - state->Confirmed[transfer];
        var data = new byte[4 + (int)Math.Min(left, state->BlockSizes[transfer])];
        data[1] = (byte)Data;
        BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(2), state->Blocks[transfer]);
        image.Read((long)state->Confirmed[transfer], data.AsSpan(4));
        return data;
    }
}
