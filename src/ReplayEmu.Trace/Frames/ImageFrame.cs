using System;
using System.Buffers.Binary;

namespace ReplayEmu.Trace.Frames;

/// <summary>Content of an image frame: kind, three zero bytes, u32 number of the image, u64 offset in the image, bytes.</summary>
public static class ImageFrame
{
    internal const int HeaderBytes = 16;

    public static void WriteHeader(Span<byte> content, int image, long offset)
    {
        content[..HeaderBytes].Clear();
        content[0] = (byte)FrameKind.Image;
        BinaryPrimitives.WriteInt32LittleEndian(content[4..], image);
        BinaryPrimitives.WriteInt64LittleEndian(content[8..], offset);
    }

    /// <summary>False when the content is no part of an image.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> content, out int image, out long offset, out int length)
    {
        if (content.Length <= HeaderBytes || content[0] != (byte)FrameKind.Image)
        {
            (image, offset, length) = (0, 0, 0);
            return false;
        }

        image = BinaryPrimitives.ReadInt32LittleEndian(content[4..]);
        offset = BinaryPrimitives.ReadInt64LittleEndian(content[8..]);
        length = content.Length - HeaderBytes;
        return image >= 0 && offset >= 0;
    }
}
