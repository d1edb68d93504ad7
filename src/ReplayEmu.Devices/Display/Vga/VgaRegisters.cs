using System;

namespace ReplayEmu.Devices.Display.Vga;

/// <summary>Ports and registers of the IBM VGA (PS/2 Hardware Interface Technical Reference, Video Subsystem).</summary>
internal static class VgaRegisters
{
    public const ushort Ports = 0x3B0;
    public const uint PortCount = 0x30;

    public const int MonoCrtcIndex = 0x3B4;
    public const int MonoStatus = 0x3BA;
    public const int AttributeIndex = 0x3C0;
    public const int AttributeRead = 0x3C1;
    public const int Misc = 0x3C2;
    public const int SequencerIndex = 0x3C4;
    public const int SequencerData = 0x3C5;
    public const int PelMask = 0x3C6;
    public const int DacReadIndex = 0x3C7;
    public const int DacWriteIndex = 0x3C8;
    public const int DacData = 0x3C9;
    public const int FeatureRead = 0x3CA;
    public const int MiscRead = 0x3CC;
    public const int GraphicsIndex = 0x3CE;
    public const int GraphicsData = 0x3CF;
    public const int ColorCrtcIndex = 0x3D4;
    public const int ColorStatus = 0x3DA;

    public const byte MiscColor = 0x01;

    public const int SeqClocking = 1;
    public const int SeqMapMask = 2;
    public const int SeqFont = 3;
    public const int SeqMemory = 4;
    public const byte SeqClocking8Dots = 0x01;
    public const byte SeqMemoryChain4 = 0x08;

    public const int GfxSetReset = 0;
    public const int GfxEnableSetReset = 1;
    public const int GfxColorCompare = 2;
    public const int GfxRotate = 3;
    public const int GfxReadMap = 4;
    public const int GfxMode = 5;
    public const int GfxMisc = 6;
    public const int GfxColorDontCare = 7;
    public const int GfxBitMask = 8;
    public const byte GfxModeReadCompare = 0x08;
    public const byte GfxModeOddEven = 0x10;
    public const byte GfxMiscGraphics = 0x01;

    public const int CrtcDisplayEnd = 1;
    public const int CrtcVerticalTotal = 6;
    public const int CrtcOverflow = 7;
    public const int CrtcMaxScan = 9;
    public const int CrtcCursorStart = 0x0A;
    public const int CrtcCursorEnd = 0x0B;
    public const int CrtcStartHigh = 0x0C;
    public const int CrtcStartLow = 0x0D;
    public const int CrtcCursorHigh = 0x0E;
    public const int CrtcCursorLow = 0x0F;
    public const int CrtcRetraceStart = 0x10;
    public const int CrtcRetraceEnd = 0x11;
    public const int CrtcVerticalEnd = 0x12;
    public const int CrtcOffset = 0x13;
    public const int CrtcMode = 0x17;
    public const int CrtcLineCompare = 0x18;
    public const byte CrtcProtect = 0x80;

    public const int AttrMode = 0x10;
    public const int AttrPlanes = 0x12;
    public const int AttrColorSelect = 0x14;
    public const int AttrCount = 0x15;
    public const byte AttrModeLineGraphics = 0x04;
    public const byte AttrModeBlink = 0x08;
    public const byte AttrModeSelect54 = 0x80;

    public const byte StatusBlank = 0x01;
    public const byte StatusRetrace = 0x08;

    /// <summary>Nanoseconds of a scan line: 800 dots of 25.175 MHz (or 900 of 28.322 MHz).</summary>
    public const ulong LineNanoseconds = 31778;

    /// <summary>The part of a line that shows dots: 640 of 800.</summary>
    public const ulong VisibleNanoseconds = LineNanoseconds * 4 / 5;

    /// <summary>Bits that exist in sequencer registers 0 to 7.</summary>
    public static ReadOnlySpan<byte> SequencerMask => [0x03, 0x3d, 0x0f, 0x3f, 0x0e, 0x00, 0x00, 0xff];

    /// <summary>Bits that exist in graphics controller registers 0 to 15.</summary>
    public static ReadOnlySpan<byte> GraphicsMask =>
        [0x0f, 0x0f, 0x0f, 0x1f, 0x03, 0x7b, 0x0f, 0x0f, 0xff, 0, 0, 0, 0, 0, 0, 0];
}

/// <summary>Registers of the Bochs display interface (VBE DISPI), index port 0x1CE and data port 0x1CF.</summary>
public enum VbeRegister : byte
{
    Id = 0,
    XRes = 1,
    YRes = 2,
    BitsPerPixel = 3,
    Enable = 4,
    Bank = 5,
    VirtualWidth = 6,
    VirtualHeight = 7,
    XOffset = 8,
    YOffset = 9,

    /// <summary>Video memory in units of 64 KiB, read-only.</summary>
    Memory64K = 10,
}

/// <summary>Bits and limits of the Bochs display interface.</summary>
internal static class Vbe
{
    public const ushort Port = 0x1CE;
    public const ushort FirstId = 0xB0C0;
    public const ushort LastId = 0xB0C5;
    public const ushort Enabled = 0x01;
    public const ushort GetCapabilities = 0x02;
    public const ushort Dac8Bit = 0x20;
    public const ushort NoClear = 0x80;
    public const ushort MaxXRes = 16000;
    public const ushort MaxYRes = 12000;
    public const ushort MaxBitsPerPixel = 32;
}
