using System;
using ReplayEmu.Devices.Display.Vga;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Display.Cirrus;

/// <summary>What a monitor would show: a VGA's picture, or the linear mode that SR07 chooses. The hardware cursor is left out.</summary>
internal readonly unsafe struct CirrusScreen(CirrusState* cirrus, VgaState* vga, MemoryBlock vram)
{
    private readonly CirrusState* cirrus = cirrus;
    private readonly VgaState* vga = vga;
    private readonly VgaScreen screen = new(vga, vram);

    private bool IsLinear => (cirrus->Sequencer[CirrusRegister.Mode] & 1) != 0;

    /// <summary>8, 15, 16, 24 or 32; of 16 the hidden DAC register says whether green has six.</summary>
    private int Bits =>
        (cirrus->Sequencer[CirrusRegister.Mode] & 0x0e) switch
        {
            0 => 8,
            2 or 6 => (cirrus->HiddenDac & 15) == 1 ? 16 : 15,
            4 => 24,
            8 => 32,
            _ => 8,
        };

    public string[] ReadText() => IsLinear ? [] : screen.ReadText();

    public ScreenPicture Draw()
    {
        if (!IsLinear)
        {
            return screen.Draw();
        }

        var width = screen.Columns * 8;
        var height = screen.Height;
        var extended = cirrus->Crtc[CirrusRegister.ExtendedDisplay];
        var start =
            (screen.Start / 4)
            | ((ulong)(extended & 1) << 16)
            | ((ulong)(extended & 0x0c) << 15)
            | ((ulong)(cirrus->Crtc[CirrusRegister.OverlayExtension] & 0x80) << 12);
        var pitch = screen.Pitch | ((ulong)(extended & 0x10) << 7);
        var rgb = new byte[3 * width * height];
        var painter = new LinearPainter(screen);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                painter.DrawPixel((start * 4) + ((ulong)y * pitch), x, Bits, rgb.AsSpan(3 * ((y * width) + x), 3));
            }
        }

        return new ScreenPicture(width, height, rgb);
    }
}
