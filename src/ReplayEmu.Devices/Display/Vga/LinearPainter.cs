using System;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Display.Vga;

/// <summary>Draws the modes of the Bochs display interface: 4 (planar), 8, 15, 16, 24 and 32 bits a pixel.</summary>
internal readonly unsafe struct LinearPainter(VgaScreen screen)
{
    public ScreenPicture Draw()
    {
        var state = screen.State;
        int width = state->Vbe[(int)VbeRegister.XRes];
        int height = state->Vbe[(int)VbeRegister.YRes];
        int bits = state->Vbe[(int)VbeRegister.BitsPerPixel];
        var rgb = new byte[3 * width * height];
        for (var y = 0; y < height; y++)
        {
            var line = VbeGeometry.Start(state) + (ulong)y * VbeGeometry.LineBytes(state);
            for (var x = 0; x < width; x++)
            {
                DrawPixel(line, x, bits, rgb.AsSpan(3 * (y * width + x), 3));
            }
        }

        return new ScreenPicture(width, height, rgb);
    }

    internal void DrawPixel(ulong line, int x, int bits, Span<byte> pixel)
    {
        switch (bits)
        {
            case 4:
                var color = 0;
                for (var plane = 0; plane < 4; plane++)
                {
                    var planeByte = screen.Byte(line + (ulong)(x >> 3) * 4 + (ulong)plane);
                    color |= (planeByte >> (7 - (x & 7)) & 1) << plane;
                }

                screen.Dac(screen.AttributeColor(color), pixel);
                break;
            case 8:
                screen.Dac(screen.Byte(line + (ulong)x), pixel);
                break;
            case 15:
            case 16:
                var address = line + (ulong)x * 2;
                var value = screen.Byte(address) | screen.Byte(address + 1) << 8;
                var green = bits == 16 ? 6 : 5;
                pixel[0] = Widen(value >> (5 + green) & 31, 5);
                pixel[1] = Widen(value >> 5 & (1 << green) - 1, green);
                pixel[2] = Widen(value & 31, 5);
                break;
            default:
                var first = line + (ulong)x * (ulong)(bits / 8);
                pixel[0] = screen.Byte(first + 2);
                pixel[1] = screen.Byte(first + 1);
                pixel[2] = screen.Byte(first);
                break;
        }
    }

    /// <summary>A colour of 5 or 6 bits in 8.</summary>
    private static byte Widen(int value, int bits) => (byte)(value << (8 - bits) | value >> (2 * bits - 8));
}
