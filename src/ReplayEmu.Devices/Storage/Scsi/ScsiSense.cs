using System;

namespace ReplayEmu.Devices.Storage.Scsi;

/// <summary>Why a command failed (SPC-4, section 4.5); key 0 is that it did not.</summary>
public readonly record struct ScsiSense(byte Key, byte Code, byte Qualifier)
{
    /// <summary>Bytes of sense data in fixed format.</summary>
    public const int Length = 18;

    public static ScsiSense None => default;

    public static ScsiSense InvalidOpcode => new(5, 0x20, 0);

    public static ScsiSense OutOfRange => new(5, 0x21, 0);

    public static ScsiSense InvalidField => new(5, 0x24, 0);

    public static ScsiSense InvalidParameter => new(5, 0x26, 0);

    public static ScsiSense WriteProtected => new(7, 0x27, 0);

    public static ScsiSense PowerOn => new(6, 0x29, 0);

    public bool IsGood => Key == 0;

    /// <summary>Fixed format, current error.</summary>
    public void Fill(Span<byte> target)
    {
        target.Clear();
        target[0] = 0x70;
        target[2] = Key;
        target[7] = Length - 8;
        target[12] = Code;
        target[13] = Qualifier;
    }
}
