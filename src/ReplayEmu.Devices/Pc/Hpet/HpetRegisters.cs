namespace ReplayEmu.Devices.Pc.Hpet;

/// <summary>Registers and bits (IA-PC HPET Specification 1.0a, section 2.3). What is not here reads as 0.</summary>
internal static class HpetRegisters
{
    public const ulong Address = 0xfed0_0000;
    public const ulong Size = 0x400;
    public const int TimerCount = 3;

    /// <summary>Nanoseconds of a tick of the main counter: 100 MHz.</summary>
    public const ulong TickNanoseconds = 10;

    /// <summary>Revision 1, three timers, 64-bit counter, legacy route; vendor 8086; period in femtoseconds.</summary>
    public const ulong Capabilities = 0x8086_a001 | ((TimerCount - 1ul) << 8) | (TickNanoseconds * 1_000_000 << 32);

    public const ulong GeneralCapabilities = 0x000;
    public const ulong GeneralConfiguration = 0x010;
    public const ulong GeneralStatus = 0x020;
    public const ulong MainCounter = 0x0f0;
    public const ulong Timers = 0x100;
    public const ulong TimerStride = 0x20;

    /// <summary>Offsets in a timer's registers.</summary>
    public const ulong TimerConfiguration = 0x00;
    public const ulong TimerComparator = 0x08;
    public const ulong TimerMessage = 0x10;

    public const ulong Enable = 1;
    public const ulong LegacyRoute = 2;

    public const ulong Level = 1 << 1;
    public const ulong InterruptEnable = 1 << 2;
    public const ulong Periodic = 1 << 3;
    public const ulong SetComparator = 1 << 6;
    public const ulong Is32Bit = 1 << 8;
    public const ulong MessageEnable = 1 << 14;

    /// <summary>Bits of a timer's configuration that a guest can change.</summary>
    public const ulong TimerWritable = 0x7f4e;

    /// <summary>Periodic and 64-bit capable; bits 63..32 say which I/O APIC inputs can be routed to.</summary>
    public const ulong TimerCapabilities = 0x30;

    /// <summary>Request of the RTC, which timer 1 replaces in legacy mode.</summary>
    public const int RtcRequest = 8;
}
