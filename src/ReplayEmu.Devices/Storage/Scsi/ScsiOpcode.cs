namespace ReplayEmu.Devices.Storage.Scsi;

/// <summary>Commands of a disk (SPC-4, SBC-3).</summary>
internal static class ScsiOpcode
{
    public const byte TestUnitReady = 0x00;
    public const byte RequestSense = 0x03;
    public const byte Read6 = 0x08;
    public const byte Write6 = 0x0a;
    public const byte Inquiry = 0x12;
    public const byte ModeSelect6 = 0x15;
    public const byte ModeSense6 = 0x1a;
    public const byte StartStop = 0x1b;
    public const byte PreventRemoval = 0x1e;
    public const byte ReadCapacity10 = 0x25;
    public const byte Read10 = 0x28;
    public const byte Write10 = 0x2a;
    public const byte Verify10 = 0x2f;
    public const byte SynchronizeCache10 = 0x35;
    public const byte WriteSame10 = 0x41;
    public const byte Unmap = 0x42;
    public const byte ModeSelect10 = 0x55;
    public const byte ModeSense10 = 0x5a;
    public const byte Read16 = 0x88;
    public const byte Write16 = 0x8a;
    public const byte Verify16 = 0x8f;
    public const byte SynchronizeCache16 = 0x91;
    public const byte WriteSame16 = 0x93;
    public const byte ServiceIn16 = 0x9e;
    public const byte ReportLuns = 0xa0;
    public const byte Read12 = 0xa8;
    public const byte Write12 = 0xaa;

    /// <summary>Service action of <see cref="ServiceIn16"/>.</summary>
    public const byte ReadCapacity16 = 0x10;
}
