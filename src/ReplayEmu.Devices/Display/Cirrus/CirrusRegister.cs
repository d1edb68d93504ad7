namespace ReplayEmu.Devices.Display.Cirrus;

/// <summary>
/// Registers of the CL-GD5446 (Technical Reference Manual, 1996). Accepted without effect, as in QEMU: clocks and memory timing (SR08, SR0B to
/// SR0F, SR1B to SR1F, GR18), scratch registers, sync adjustment and interlace (CR19, CR1C), video overlay (CR31 up).
/// </summary>
internal static class CirrusRegister
{
    public const int Unlock = 0x06;
    public const byte Unlocked = 0x12;
    public const byte Locked = 0x0f;

    /// <summary>SR07: bit 0 linear modes; bits 3..1 their pixel format.</summary>
    public const int Mode = 0x07;
    public const int DramControl = 0x0f;
    public const int CursorX = 0x10;
    public const int CursorY = 0x11;
    public const int CursorControl = 0x12;
    public const byte CursorPalette = 0x02;
    public const int MemorySize = 0x15;

    /// <summary>SR17: bit 2 transfer registers in memory, bit 6 at the end of linear memory and not at 0xB8000.</summary>
    public const int Configuration = 0x17;
    public const int MemoryClock = 0x1f;

    public const int Bank0 = 0x09;
    public const int Bank1 = 0x0a;

    /// <summary>GR0B: bit 0 two banks, 1 eight-byte addressing, 2 extended write modes, 4 sixteen-byte addressing, 5 banks of 16 KiB.</summary>
    public const int Extensions = 0x0b;

    public const int Width = 0x20;
    public const int Height = 0x22;
    public const int TargetPitch = 0x24;
    public const int SourcePitch = 0x26;
    public const int Target = 0x28;
    public const int Source = 0x2c;
    public const int LeftSkip = 0x2f;
    public const int TransferMode = 0x30;
    public const int Status = 0x31;
    public const int Operation = 0x32;
    public const int TransferExtensions = 0x33;
    public const int TransparentColor = 0x34;

    public const byte StatusBusy = 0x01;
    public const byte StatusStart = 0x02;
    public const byte StatusReset = 0x04;
    public const byte StatusFifo = 0x10;
    public const byte StatusAutoStart = 0x80;

    public const byte Backwards = 0x01;
    public const byte ToProcessor = 0x02;
    public const byte FromProcessor = 0x04;
    public const byte Transparent = 0x08;
    public const byte Pattern = 0x40;
    public const byte ColorExpand = 0x80;

    public const byte DoublewordLines = 0x01;
    public const byte InvertExpansion = 0x02;
    public const byte SolidFill = 0x04;

    public const int ExtendedDisplay = 0x1b;
    public const int OverlayExtension = 0x1d;
    public const int AttributeToggle = 0x24;
    public const int AttributeReadback = 0x26;
    public const int PartId = 0x27;
    public const byte Gd5446 = 0xb8;
}
