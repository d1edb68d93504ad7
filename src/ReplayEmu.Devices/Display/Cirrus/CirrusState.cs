using System.Runtime.CompilerServices;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Display.Cirrus;

/// <summary>What a CL-GD5446 has beyond a VGA's registers. Video memory is a memory block of its own.</summary>
[StateStruct("cirrus")]
public partial struct CirrusState
{
    /// <summary>Bytes that the processor feeds to the running transfer: one line of it.</summary>
    public CirrusLine Line;

    /// <summary>Graphics controller registers 0x00 to 0x3F; 0 and 1 are the low bytes of the colours, with all 8 bits.</summary>
    public CirrusRegisters64 Graphics;

    /// <summary>CRT controller registers 0x00 to 0x3F; the first 0x19 are in the VGA.</summary>
    public CirrusRegisters64 Crtc;

    /// <summary>Colours 0 to 15 of the cursor's own palette.</summary>
    public CirrusPalette CursorPalette;

    /// <summary>Sequencer registers 0x00 to 0x1F; the first five are in the VGA.</summary>
    public CirrusRegisters32 Sequencer;

    /// <summary>Bytes of <see cref="Line"/> that have come, and those that make a line; 0 when no transfer waits.</summary>
    public uint LineFilled;
    public uint LineBytes;

    /// <summary>Lines that are still to come.</summary>
    public uint LinesLeft;

    /// <summary>Address of the next line's first byte.</summary>
    public uint LineTarget;

    public ushort CursorX;
    public ushort CursorY;

    /// <summary>Selected sequencer and graphics register, all 8 bits.</summary>
    public byte SequencerIndex;
    public byte GraphicsIndex;

    /// <summary>Reads of 0x3C6 in a row; after four the hidden DAC register is there.</summary>
    public byte HiddenDacReads;
    public byte HiddenDac;
}

/// <summary>8 KiB: the widest transfer.</summary>
[InlineArray(Size)]
public struct CirrusLine
{
    public const int Size = 8192;
    private byte first;
}

[InlineArray(64)]
public struct CirrusRegisters64
{
    private byte first;
}

[InlineArray(48)]
public struct CirrusPalette
{
    private byte first;
}

[InlineArray(32)]
public struct CirrusRegisters32
{
    private byte first;
}
