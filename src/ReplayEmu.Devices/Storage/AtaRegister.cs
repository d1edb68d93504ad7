namespace ReplayEmu.Devices.Storage;

/// <summary>Task file registers and their bits (ATA/ATAPI-6, chapter 7).</summary>
internal static class AtaRegister
{
    public const int Data = 0;
    public const int ErrorFeatures = 1;
    public const int SectorCount = 2;
    public const int LbaLow = 3;
    public const int LbaMid = 4;
    public const int LbaHigh = 5;
    public const int Device = 6;
    public const int StatusCommand = 7;

    public const byte StatusBusy = 0x80;
    public const byte StatusReady = 0x40;
    public const byte StatusSeekDone = 0x10;
    public const byte StatusDataRequest = 0x08;
    public const byte StatusError = 0x01;

    public const byte ErrorAborted = 0x04;

    /// <summary>Diagnostic code after a reset: the drive passed.</summary>
    public const byte DiagnosticPassed = 0x01;

    public const byte DeviceSlave = 0x10;
    public const byte DeviceLba = 0x40;

    public const byte ControlNoInterrupt = 0x02;
    public const byte ControlReset = 0x04;
    public const byte ControlHighOrder = 0x80;
}
