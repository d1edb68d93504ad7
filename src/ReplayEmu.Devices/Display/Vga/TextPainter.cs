using System;
using ReplayEmu.Machine.Devices;
using static ReplayEmu.Devices.Display.Vga.VgaRegisters;

namespace ReplayEmu.Devices.Display.Vga;

/// <summary>Draws text modes with the fonts of plane 2.</summary>
internal readonly unsafe struct TextPainter(VgaScreen screen)
{
    public ScreenPicture Draw()
    {
        var state = screen.State;
        var dots = (state->Sequencer[SeqClocking] & SeqClocking8Dots) != 0 ? 8 : 9;
        var (columns, rows, height) = (screen.Columns, screen.Rows, screen.CharacterHeight);
        var width = columns * dots;
        var rgb = new byte[3 * width * rows * height];
        Span<byte> fore = stackalloc byte[3];
        Span<byte> back = stackalloc byte[3];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var cell = screen.Cell(row, column);
                var attribute = screen.Byte(cell + 1);
                screen.Dac(screen.AttributeColor(attribute & 15), fore);
                screen.Dac(screen.AttributeColor(Background(attribute)), back);
                for (var line = 0; line < height; line++)
                {
                    var bits = IsCursor(cell, line) ? 0x1ff : Dots(screen.Byte(cell), attribute, line);
                    var target = rgb.AsSpan(3 * ((row * height + line) * width + column * dots), 3 * dots);
                    for (var dot = 0; dot < dots; dot++)
                    {
                        ((bits & 0x100 >> dot) != 0 ? fore : back).CopyTo(target[(3 * dot)..]);
                    }
                }
            }
        }

        return new ScreenPicture(width, rows * height, rgb);
    }

    /// <summary>With blinking enabled, bit 7 of the attribute is not a colour.</summary>
    private int Background(byte attribute) =>
        (screen.State->Attribute[AttrMode] & AttrModeBlink) != 0 ? attribute >> 4 & 7 : attribute >> 4;

    /// <summary>Nine dots of a character's line, the leftmost in bit 8.</summary>
    private int Dots(byte character, byte attribute, int line)
    {
        var state = screen.State;
        var select = state->Sequencer[SeqFont];
        var font = (attribute & 8) != 0 ? select >> 5 & 1 | select >> 1 & 6 : select >> 4 & 1 | select << 1 & 6;
        var address = (ulong)((font >> 1) * 0x4000 + (font & 1) * 0x2000 + character * 32 + line) * 4 + 2;
        var bits = screen.Byte(address) << 1;
        var extends = character is >= 0xc0 and <= 0xdf && (state->Attribute[AttrMode] & AttrModeLineGraphics) != 0;
        return extends ? bits | bits >> 1 & 1 : bits;
    }

    private bool IsCursor(ulong cell, int line)
    {
        ref var crtc = ref screen.State->Crtc;
        var position = (ulong)(crtc[CrtcCursorHigh] << 8 | crtc[CrtcCursorLow]) * 4;
        return position == cell
            && (crtc[CrtcCursorStart] & 0x20) == 0
            && line >= (crtc[CrtcCursorStart] & 0x1f)
            && line <= (crtc[CrtcCursorEnd] & 0x1f);
    }
}
