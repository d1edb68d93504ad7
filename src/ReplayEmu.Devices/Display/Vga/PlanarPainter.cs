using System;
using ReplayEmu.Machine.Devices;
using static ReplayEmu.Devices.Display.Vga.VgaRegisters;

namespace ReplayEmu.Devices.Display.Vga;

/// <summary>Draws the VGA's own graphics modes: planar 16 colours, CGA 4 colours, and 256 colours (mode 13h).</summary>
internal readonly unsafe struct PlanarPainter(VgaScreen screen)
{
    public ScreenPicture Draw()
    {
        var state = screen.State;
        ref var crtc = ref state->Crtc;
        var shift = state->Graphics[GfxMode] >> 5 & 3;
        var scans = screen.CharacterHeight << (crtc[CrtcMaxScan] >> 7);
        var width = screen.Columns * (shift >= 2 ? 4 : 8);

        // CGA modes interleave rows by scan line: those count as lines of their own.
        var interleaved = (crtc[CrtcMode] & 3) != 3;
        var step = interleaved ? 1 << (crtc[CrtcMaxScan] >> 7) : scans;
        var height = screen.Height / step;
        var compare = crtc[CrtcLineCompare] | (crtc[CrtcOverflow] & 0x10) << 4 | (crtc[CrtcMaxScan] & 0x40) << 3;
        var rgb = new byte[3 * width * height];
        for (var y = 0; y < height; y++)
        {
            var scan = y * step;
            var origin = screen.Start;
            if (scan > compare)
            {
                // Below the split the picture begins anew at address 0.
                scan -= compare + 1;
                origin = 0;
            }

            var address = origin + (ulong)(scan / scans) * screen.Pitch;
            if (interleaved)
            {
                address = Interleave(address, scan % scans / step, crtc[CrtcMode]);
            }

            DrawLine(address, shift, rgb.AsSpan(3 * y * width, 3 * width));
        }

        return new ScreenPicture(width, height, rgb);
    }

    /// <summary>Row scan bits replace address bits 13 and 14 (CRTC mode control bits 0 and 1).</summary>
    private static ulong Interleave(ulong address, int scan, byte mode)
    {
        if ((mode & 1) == 0)
        {
            address = address & ~(1ul << 15) | (ulong)(scan & 1) << 15;
        }

        return (mode & 2) == 0 ? address & ~(1ul << 16) | (ulong)(scan & 2) << 15 : address;
    }

    private void DrawLine(ulong address, int shift, Span<byte> line)
    {
        for (var x = 0; 3 * x < line.Length; x++)
        {
            var pixel = line.Slice(3 * x, 3);
            switch (shift)
            {
                case 0:
                    screen.Dac(screen.AttributeColor(Planar(address + (ulong)(x >> 3) * 4, x & 7)), pixel);
                    break;
                case 1:
                    var pair = screen.Byte(address + (ulong)(x >> 3) * 4 + (ulong)(x >> 2 & 1));
                    screen.Dac(screen.AttributeColor(pair >> (6 - 2 * (x & 3)) & 3), pixel);
                    break;
                default:
                    screen.Dac(screen.Byte(address + (ulong)x), pixel);
                    break;
            }
        }
    }

    private int Planar(ulong address, int dot)
    {
        var color = 0;
        for (var plane = 0; plane < 4; plane++)
        {
            color |= (screen.Byte(address + (ulong)plane) >> (7 - dot) & 1) << plane;
        }

        return color & screen.State->Attribute[AttrPlanes];
    }
}
