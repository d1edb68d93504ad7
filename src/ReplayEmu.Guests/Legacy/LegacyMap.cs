namespace ReplayEmu.Guests.Legacy;

/// <summary>Where the guest that visits the legacy modes has its things; all of it below 4 MiB.</summary>
internal static class LegacyMap
{
    /// <summary>Real-mode code that runs in virtual-8086 mode; its stack is at the end of the same 64 KiB.</summary>
    public const uint Virtual = 0x2_0000;
    public const uint Loader = 0x10_0000;
    public const uint Gdt = 0x12_0000;
    public const uint Idt = 0x12_1000;
    public const uint Ldt = 0x12_2000;
    public const uint MainTask = 0x12_3000;
    public const uint OtherTask = 0x12_4000;
    public const uint FaultTask = 0x12_5000;
    public const uint PageDirectory = 0x13_0000;
    public const uint PageTable = 0x13_1000;
    public const uint KernelStack = 0x14_8000;
    public const uint TrapStack = 0x14_a000;
    public const uint UserStack = 0x14_c000;
    public const uint OtherStack = 0x14_e000;
    public const uint FaultStack = 0x15_0000;

    /// <summary>What happened, as rows of <see cref="RowBytes"/>: vector, error code, EIP, CS, EFLAGS, CR2, DR6, 0.</summary>
    public const uint Rows = 0x16_0000;
    public const int RowBytes = 32;

    /// <summary>Address of the next row.</summary>
    public const uint NextRow = 0x17_0000;

    /// <summary>Where ring 0 goes on after <see cref="Exit"/>.</summary>
    public const uint Continue = 0x17_0004;
    public const uint Data = 0x17_0010;

    /// <summary>Pages: absent, read-only for the supervisor, the supervisor's, read-only for everyone.</summary>
    public const uint Pages = 0x30_0000;

    public const ushort Code = 0x08;
    public const ushort Flat = 0x10;
    public const ushort UserCode = 0x1b;
    public const ushort UserFlat = 0x23;
    public const ushort Main = 0x28;
    public const ushort Other = 0x30;
    public const ushort Fault = 0x38;
    public const ushort Local = 0x40;
    public const ushort Small = 0x48;
    public const ushort ExpandDown = 0x50;
    public const ushort AbsentData = 0x58;
    public const ushort ExecuteOnly = 0x60;
    public const ushort CallGate = 0x6b;
    public const ushort Conforming = 0x70;
    public const ushort AbsentCode = 0x78;
    public const ushort TooSmall = 0x80;
    public const ushort TaskGate = 0x88;
    public const ushort Last = 0x90;

    /// <summary>Vectors: back to ring 0; a task; one that user code may not call; beyond the table.</summary>
    public const byte Exit = 0x30;
    public const byte Task = 0x31;
    public const byte Forbidden = 0x32;
    public const byte Beyond = 0x40;
}
