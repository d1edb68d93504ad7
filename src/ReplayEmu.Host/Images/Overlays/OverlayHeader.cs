using System;
using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace ReplayEmu.Host.Images.Overlays;

/// <summary>The first 4 KiB of an overlay file: what it lies over. OVERLAY.md describes the format.</summary>
/// <param name="Format">Of the base.</param>
/// <param name="BaseSize">Bytes that the guest sees.</param>
/// <param name="BaseSha256">64 lower-case hex digits.</param>
/// <param name="BasePath">From the overlay's folder, or absolute.</param>
internal sealed record OverlayHeader(DiskFormat Format, long BaseSize, string BaseSha256, string BasePath)
{
    internal const int Bytes = 4096;
    internal const int PageBytes = 4096;
    private const int PathAt = 64;
    private const int CheckAt = Bytes - 8;

    internal static ReadOnlySpan<byte> Magic => "RPLYOVL1"u8;

    internal byte[] Encode()
    {
        var bytes = new byte[Bytes];
        var path = Encoding.UTF8.GetBytes(BasePath);
        if (path.Length > CheckAt - PathAt)
        {
            throw new HostException($"cannot make an overlay of '{BasePath}': the path is too long");
        }

        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), PageBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), (uint)Format);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), BaseSize);
        Convert.FromHexString(BaseSha256).CopyTo(bytes, 24);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(56), path.Length);
        path.CopyTo(bytes, PathAt);
        XxHash64.Hash(bytes.AsSpan(0, CheckAt), bytes.AsSpan(CheckAt));
        return bytes;
    }

    /// <summary>Null when the bytes are no header.</summary>
    internal static OverlayHeader? Decode(ReadOnlySpan<byte> bytes)
    {
        Span<byte> check = stackalloc byte[8];
        XxHash64.Hash(bytes[..CheckAt], check);
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[56..]);
        var format = (DiskFormat)BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]);
        var size = BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]);
        return
            !bytes[..8].SequenceEqual(Magic)
            || !check.SequenceEqual(bytes[CheckAt..])
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) != PageBytes
            || format is not (DiskFormat.Raw or DiskFormat.Qcow2)
            || size <= 0
            || length is <= 0 or > CheckAt - PathAt
            ? null
            : new OverlayHeader(
                format,
                size,
                Convert.ToHexStringLower(bytes.Slice(24, 32)),
                Encoding.UTF8.GetString(bytes.Slice(PathAt, length))
            );
    }
}
