using System;
using System.Buffers.Binary;
using System.Collections.Generic;

namespace ReplayEmu.EndToEnd.Tests.Exports;

/// <summary>Reads a libpcap capture as pcap-savefile(5) describes it: little-endian, nanoseconds, Ethernet.</summary>
internal static class Capture
{
    private const int FileHead = 24;
    private const int RecordHead = 16;

    /// <summary>Frames with their guest time in nanoseconds.</summary>
    public static IReadOnlyList<(ulong Time, byte[] Bytes)> Parse(ReadOnlySpan<byte> file)
    {
        if (Word(file, 0) != 0xa1b23c4d || Word(file, 4) != 0x0004_0002 || Word(file, 20) != 1)
        {
            throw new FormatException("not a capture of Ethernet with nanoseconds");
        }

        var longest = Word(file, 16);
        var frames = new List<(ulong, byte[])>();
        for (var at = FileHead; at < file.Length; )
        {
            var length = Word(file, at + 8);
            if (Word(file, at + 4) >= 1_000_000_000 || length > longest || length != Word(file, at + 12))
            {
                throw new FormatException($"record at byte {at}");
            }

            var time = (Word(file, at) * 1_000_000_000UL) + Word(file, at + 4);
            frames.Add((time, file.Slice(at + RecordHead, (int)length).ToArray()));
            at += RecordHead + (int)length;
        }

        return frames;
    }

    /// <summary>Internet checksum (RFC 1071) of bytes that contain theirs: 0 when it is right.</summary>
    public static ushort Checksum(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            sum += (uint)bytes[i] << ((i & 1) == 0 ? 8 : 0);
            sum = (sum & 0xffff) + (sum >> 16);
        }

        return (ushort)~sum;
    }

    private static uint Word(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadUInt32LittleEndian(file[at..]);
}
