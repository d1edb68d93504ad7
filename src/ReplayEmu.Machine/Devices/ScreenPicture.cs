using System;

namespace ReplayEmu.Machine.Devices;

/// <summary>A screen as pixels.</summary>
/// <param name="Width">Pixels, 0 when there is no picture.</param>
/// <param name="Height">Lines.</param>
/// <param name="Rgb">Red, green, blue of each pixel, line by line: 3 * Width * Height bytes.</param>
public sealed record ScreenPicture(int Width, int Height, ReadOnlyMemory<byte> Rgb)
{
    public (byte Red, byte Green, byte Blue) this[int x, int y]
    {
        get
        {
            var pixel = Rgb.Span.Slice(3 * (y * Width + x), 3);
            return (pixel[0], pixel[1], pixel[2]);
        }
    }
}
