namespace ReplayEmu.Guests.Modes;

/// <summary>Where the guest that visits the modes has its things; all of it below 8 MiB.</summary>
internal static class ModesMap
{
    public const uint Loader = 0x10_0000;
    public const uint LongCode = 0x11_0000;
    public const uint Gdt = 0x12_0000;
    public const uint Idt = 0x12_1000;
    public const uint TaskState = 0x12_2000;

    /// <summary>What happened, as rows of <see cref="RowWords"/> 64-bit words.</summary>
    public const uint Rows = 0x13_0000;
    public const int RowWords = 8;

    /// <summary>Six page tables: level 4, level 3 and 2 of the lower half, level 3 and 2 of the upper half, level 1.</summary>
    public const uint PageTables = 0x14_0000;
    public const uint KernelStack = 0x15_8000;
    public const uint TrapStack = 0x15_a000;
    public const uint FirstInterruptStack = 0x15_c000;
    public const uint UserStack = 0x15_e000;

    /// <summary>2 MiB with small pages: a read-only, a no-execute and an absent one.</summary>
    public const uint SmallPages = 0x60_0000;
    public const ulong UpperHalf = 0xffff_ffff_8000_0000;
    public const ushort Code64 = 0x08;
    public const ushort Data = 0x10;
    public const ushort UserCode32 = 0x1b;
    public const ushort UserData = 0x23;
    public const ushort UserCode64 = 0x2b;
    public const ushort Code32 = 0x30;
    public const ushort Task = 0x40;

    /// <summary>Vector of INT from user code.</summary>
    public const byte Call = 0x30;
}
