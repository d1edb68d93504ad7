using System;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Memory;
using static ReplayEmu.Devices.Display.Vga.VgaRegisters;

namespace ReplayEmu.Devices.Display.Vga;

/// <summary>
/// What a monitor would show: a pure function of registers and video memory. Nothing blinks: the cursor is always drawn, and
/// blinking characters are visible. Pixels are logical ones (doubled scan lines and dots count once).
/// </summary>
public readonly unsafe struct VgaScreen
{
    private readonly VgaState* state;
    private readonly MemoryBlock vram;

    internal VgaScreen(VgaState* state, MemoryBlock vram)
    {
        this.state = state;
        this.vram = vram;
    }

    public bool IsText => !VbeGeometry.IsEnabled(state) && (state->Graphics[GfxMisc] & GfxMiscGraphics) == 0;

    /// <summary>Text columns.</summary>
    public int Columns => state->Crtc[CrtcDisplayEnd] + 1;

    /// <summary>Text rows.</summary>
    public int Rows => Height / CharacterHeight;

    /// <summary>Displayed scan lines, 1 to 1024.</summary>
    internal int Height
    {
        get
        {
            var overflow = state->Crtc[CrtcOverflow];
            return (state->Crtc[CrtcVerticalEnd] | (overflow & 0x02) << 7 | (overflow & 0x40) << 3) + 1;
        }
    }

    /// <summary>Scan lines of a character or of a graphics row, 1 to 32.</summary>
    internal int CharacterHeight => (state->Crtc[CrtcMaxScan] & 0x1f) + 1;

    /// <summary>Byte of video memory shown first.</summary>
    internal ulong Start => (ulong)(state->Crtc[CrtcStartHigh] << 8 | state->Crtc[CrtcStartLow]) * 4;

    /// <summary>Bytes from one row to the next.</summary>
    internal ulong Pitch => (ulong)state->Crtc[CrtcOffset] << 3;

    internal VgaState* State => state;

    /// <summary>The rows of a text mode, code page 437, each as wide as the screen; empty in graphics modes.</summary>
    public string[] ReadText()
    {
        if (!IsText)
        {
            return [];
        }

        var rows = new string[Rows];
        var line = new char[Columns];
        for (var row = 0; row < rows.Length; row++)
        {
            for (var column = 0; column < line.Length; column++)
            {
                line[column] = CodePage437.ToChar(Byte(Cell(row, column)));
            }

            rows[row] = new string(line);
        }

        return rows;
    }

    /// <summary>Draws the screen.</summary>
    public ScreenPicture Draw() =>
        VbeGeometry.IsEnabled(state) ? new LinearPainter(this).Draw()
        : IsText ? new TextPainter(this).Draw()
        : new PlanarPainter(this).Draw();

    /// <summary>Video memory, wrapping at its end.</summary>
    internal byte Byte(ulong address) => vram.Bytes[address & (vram.Size - 1)];

    /// <summary>Where a character is; its attribute and its font follow in the next planes.</summary>
    internal ulong Cell(int row, int column) => Start + (ulong)row * Pitch + (ulong)column * 4;

    /// <summary>A 4-bit colour through the attribute controller to an index of the DAC.</summary>
    internal byte AttributeColor(int color)
    {
        var value = state->Attribute[color & 15];
        var select = state->Attribute[AttrColorSelect];
        return (state->Attribute[AttrMode] & AttrModeSelect54) != 0
            ? (byte)(value & 0x0f | select << 4)
            : (byte)(value & 0x3f | (select & 0x0c) << 4);
    }

    /// <summary>Writes the colour of a DAC entry.</summary>
    internal void Dac(int index, Span<byte> pixel)
    {
        var wide = (state->Vbe[(int)VbeRegister.Enable] & Vbe.Dac8Bit) != 0;
        var entry = (index & state->PelMask) * 3;
        for (var i = 0; i < 3; i++)
        {
            var value = state->Palette[entry + i];
            // As QEMU shows 6 bits: the lowest one is repeated.
            pixel[i] = wide ? value : (byte)(value << 2 | (value & 1) * 3);
        }
    }
}
