using System.Runtime.CompilerServices;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Display.Vga;

/// <summary>The registers of a VGA with the Bochs display interface. Video memory is a memory block of its own.</summary>
[StateStruct("vga")]
public partial struct VgaState
{
    /// <summary>Colour registers: red, green, blue of 256 entries, 6 bits (8 with <see cref="VbeRegister.Enable"/> bit 5).</summary>
    public VgaPalette Palette;

    /// <summary>CRT controller registers.</summary>
    public VgaRegisters32 Crtc;

    /// <summary>Attribute controller registers.</summary>
    public VgaRegisters32 Attribute;

    /// <summary>Graphics controller registers.</summary>
    public VgaRegisters16 Graphics;

    /// <summary>Sequencer registers.</summary>
    public VgaRegisters8 Sequencer;

    /// <summary>Bochs display interface registers.</summary>
    public VbeRegisterSet Vbe;

    /// <summary>Selected register of the Bochs display interface.</summary>
    public ushort VbeIndex;

    /// <summary>Last read byte of each plane, plane 0 lowest.</summary>
    public uint Latch;

    public byte CrtcIndex;
    public byte AttributeIndex;
    public byte GraphicsIndex;
    public byte SequencerIndex;

    /// <summary>1: the next write to port 0x3C0 is data.</summary>
    public byte AttributeData;

    /// <summary>Miscellaneous output register.</summary>
    public byte Misc;

    /// <summary>Feature control register. Stored without effect.</summary>
    public byte FeatureControl;

    public byte PelMask;
    public byte DacReadIndex;
    public byte DacWriteIndex;

    /// <summary>0 red, 1 green, 2 blue.</summary>
    public byte DacComponent;

    /// <summary>What port 0x3C7 reads: 0 after a write address, 3 after a read address.</summary>
    public byte DacMode;

    /// <summary>Red and green that wait for blue.</summary>
    public byte DacRed;

    public byte DacGreen;
    public ushort Reserved0;
}

[InlineArray(768)]
public struct VgaPalette
{
    private byte first;
}

[InlineArray(32)]
public struct VgaRegisters32
{
    private byte first;
}

[InlineArray(16)]
public struct VgaRegisters16
{
    private byte first;
}

[InlineArray(8)]
public struct VgaRegisters8
{
    private byte first;
}

[InlineArray(11)]
public struct VbeRegisterSet
{
    private ushort first;
}
