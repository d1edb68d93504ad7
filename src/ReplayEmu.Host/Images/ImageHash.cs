using System;
using System.Security.Cryptography;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Host.Images;

/// <summary>The hash that images are known by.</summary>
public static class ImageHash
{
    private const int BlockBytes = 1 << 18;

    /// <summary>SHA-256 of the contents, 64 lower-case hex digits.</summary>
    public static string Of(IImage image)
    {
        var block = new byte[BlockBytes];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long at = 0; at < image.Size; at += BlockBytes)
        {
            var part = block.AsSpan(0, (int)Math.Min(BlockBytes, image.Size - at));
            image.Read(at, part);
            hash.AppendData(part);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
