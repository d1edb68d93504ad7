namespace ReplayEmu.Devices.Pc.LocalApic;

/// <summary>
/// The register map (Intel SDM volume 3, section 11.4): one 32-bit register every 16 bytes, by number. Reserved ones set
/// "illegal register address" in the error status and read as 0.
/// </summary>
internal static class LocalApicRegisters
{
    public const ulong Address = 0xfee0_0000;

    /// <summary>Registers in the first 4 KiB; behind them, and at number 0, writes are message-signalled interrupts.</summary>
    public const ulong Size = 0x10_0000;

    public const int Message = 0x00;
    public const int Id = 0x02;
    public const int Version = 0x03;
    public const int TaskPriority = 0x08;

    /// <summary>Reads as 0: there is one bus and no arbitration.</summary>
    public const int ArbitrationPriority = 0x09;
    public const int ProcessorPriority = 0x0a;
    public const int EndOfInterrupt = 0x0b;
    public const int LogicalDestination = 0x0d;
    public const int DestinationFormat = 0x0e;
    public const int Spurious = 0x0f;
    public const int InService = 0x10;
    public const int Trigger = 0x18;
    public const int Request = 0x20;

    /// <summary>Writes, which should latch the errors so far, are accepted without effect, as in QEMU.</summary>
    public const int ErrorStatus = 0x28;
    public const int CommandLow = 0x30;
    public const int CommandHigh = 0x31;

    /// <summary>First of six: timer, thermal sensor, performance counters, LINT0, LINT1, error.</summary>
    public const int LocalVectors = 0x32;
    public const int InitialCount = 0x38;
    public const int CurrentCount = 0x39;
    public const int DivideConfiguration = 0x3e;

    public const int LocalVectorCount = 6;
    public const int TimerVector = 0;
    public const int Lint0Vector = 3;
    public const int Lint1Vector = 4;

    public const uint Masked = 1 << 16;
    public const uint TimerPeriodic = 1 << 17;
    public const uint LevelTriggered = 1 << 15;
    public const ushort SoftwareEnable = 0x100;

    public const byte IllegalRegister = 0x80;
}

/// <summary>How an interrupt is delivered: bits 8 to 10 of commands, local vectors, redirections and messages.</summary>
public enum DeliveryMode
{
    Fixed = 0,
    LowestPriority = 1,
    Smi = 2,
    Nmi = 4,
    Init = 5,
    Startup = 6,
    External = 7,
}
