namespace ReplayEmu.Devices.Pc.Rtc146818;

/// <summary>Ports and registers of the MC146818A as wired in a PC.</summary>
internal static class Rtc146818Registers
{
    public const ushort Port = 0x70;

    public const byte Seconds = 0x00;
    public const byte SecondsAlarm = 0x01;
    public const byte Minutes = 0x02;
    public const byte MinutesAlarm = 0x03;
    public const byte Hours = 0x04;
    public const byte HoursAlarm = 0x05;
    public const byte Weekday = 0x06;
    public const byte DayOfMonth = 0x07;
    public const byte Month = 0x08;
    public const byte Year = 0x09;
    public const byte A = 0x0A;
    public const byte B = 0x0B;
    public const byte C = 0x0C;
    public const byte D = 0x0D;

    /// <summary>Century by PC convention, in the RAM but kept by the clock as in QEMU.</summary>
    public const byte Century = 0x32;

    /// <summary>The PS/2's place of the century; the same byte as <see cref="Century"/>, as in QEMU.</summary>
    public const byte CenturyPs2 = 0x37;

    public const byte AUpdateInProgress = 0x80;

    /// <summary>Divider bits 6 to 5 set: the divider is held in reset.</summary>
    public const byte ADividerReset = 0x60;

    public const byte BSet = 0x80;
    public const byte BPeriodic = 0x40;
    public const byte BAlarm = 0x20;
    public const byte BUpdate = 0x10;

    /// <summary>Square wave output. Accepted without effect: the pin is not connected in a PC.</summary>
    public const byte BSquareWave = 0x08;

    public const byte BBinary = 0x04;
    public const byte B24Hours = 0x02;

    public const byte CInterrupt = 0x80;
    public const byte CPeriodic = 0x40;
    public const byte CAlarm = 0x20;
    public const byte CUpdate = 0x10;

    /// <summary>Valid RAM and time: the battery is good.</summary>
    public const byte DValid = 0x80;

    /// <summary>In hours: PM in 12-hour mode.</summary>
    public const byte Pm = 0x80;

    /// <summary>An alarm byte with both top bits set matches everything.</summary>
    public const byte AnyAlarm = 0xC0;

    /// <summary>Update-in-progress rises this long before the update: 8 ticks of 32768 Hz.</summary>
    public const long UpdateNanoseconds = 244140;
}
