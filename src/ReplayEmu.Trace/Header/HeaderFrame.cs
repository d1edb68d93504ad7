using System;
using System.Buffers.Binary;
using System.Linq;
using System.Text.Json;
using ReplayEmu.Trace.Frames;

namespace ReplayEmu.Trace.Header;

/// <summary>Content of the first frame: kind, "RTRACE", format version, minimum reader version, three zero bytes, JSON.</summary>
public static class HeaderFrame
{
    private const int JsonOffset = 14;

    private static ReadOnlySpan<byte> Magic => "RTRACE"u8;

    public static byte[] Encode(TraceHeader header)
    {
        var json = TraceJson.Write(header);
        var content = new byte[JsonOffset + json.Length];
        content[0] = (byte)FrameKind.Header;
        Magic.CopyTo(content.AsSpan(1));
        BinaryPrimitives.WriteUInt16LittleEndian(content.AsSpan(7), TraceLimits.FormatVersion);
        BinaryPrimitives.WriteUInt16LittleEndian(content.AsSpan(9), TraceLimits.MinimumReaderVersion);
        json.CopyTo(content, JsonOffset);
        return content;
    }

    /// <exception cref="TraceFormatException">Not a header, or one that this build cannot read.</exception>
    public static TraceHeader Decode(ReadOnlySpan<byte> content)
    {
        if (content.Length < JsonOffset || content[0] != (byte)FrameKind.Header || !content[1..7].SequenceEqual(Magic))
        {
            throw new TraceFormatException(0, "the first frame is not the header of a trace");
        }

        var minimum = BinaryPrimitives.ReadUInt16LittleEndian(content[9..]);
        if (minimum > TraceLimits.FormatVersion)
        {
            throw new TraceFormatException(
                0,
                $"it needs a reader of format {minimum}, this one reads up to {TraceLimits.FormatVersion}"
            );
        }

        try
        {
            var header = TraceJson.Read(content[JsonOffset..]);
            Check(header);
            return header;
        }
        catch (Exception bad)
            when (bad is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new TraceFormatException(0, $"the header is no valid JSON of a header: {bad.Message}");
        }
    }

    private static void Check(TraceHeader header)
    {
        if (header.Quirks.Count != 0)
        {
            throw new TraceFormatException(0, $"the header asks for the unknown quirk '{header.Quirks[0]}'");
        }

        if (!Enum.IsDefined(header.Detail) || header.DigestInterval is 0 or > 1UL << 40)
        {
            throw new TraceFormatException(0, "the header's detail or digest interval is out of range");
        }

        if (header.State.Count + header.Blocks.Count > TraceLimits.MaxDigestHashes)
        {
            throw new TraceFormatException(0, "the header has too many state sections");
        }

        var images = MachineImages.Of(header.Config).Count;
        if (header.EmbeddedImages.Any(image => image < 0 || image >= images))
        {
            throw new TraceFormatException(0, "the header embeds an image that the machine does not have");
        }
    }
}
