namespace ReplayEmu.Devices.Pseries.Phb;

/// <summary>Where the host bridge's windows are in the processor's addresses; a machine version's choice.</summary>
/// <param name="Io">Of 64 KiB onto I/O address 0.</param>
/// <param name="Memory32">Onto bus address 0x80000000.</param>
/// <param name="Memory32Size">Bytes.</param>
/// <param name="Memory64">Onto <paramref name="Bus64"/>.</param>
/// <param name="Memory64Size">Bytes, 0 for none.</param>
/// <param name="Bus64">Bus address of the 64-bit window.</param>
public sealed record PhbWindows(
    ulong Io,
    ulong Memory32,
    ulong Memory32Size,
    ulong Memory64,
    ulong Memory64Size,
    ulong Bus64
)
{
    /// <summary>Bytes of the I/O window.</summary>
    public const ulong IoSize = 0x10000;

    /// <summary>Bus address of the 32-bit window.</summary>
    public const ulong Bus32 = 0x80000000;

    /// <summary>Since pseries-2.8.</summary>
    public static PhbWindows Present { get; } =
        new(0x2000_0000_0000, 0x2000_8000_0000, 0x8000_0000, 0x2100_0000_0000, 0x100_0000_0000, 0x2100_0000_0000);

    /// <summary>pseries-2.3 to 2.7: one window of nearly 62 GiB, of which the first 2 GiB are the 32-bit one.</summary>
    public static PhbWindows UpTo27 { get; } =
        new(0x100_8000_0000, 0x100_a000_0000, 0x8000_0000, 0x101_2000_0000, 0xf_0000_0000, 0x1_0000_0000);

    /// <summary>pseries-2.1 and 2.2, and the versions of 2012.</summary>
    public static PhbWindows UpTo22 { get; } = new(0x100_8000_0000, 0x100_a000_0000, 0x2000_0000, 0, 0, 0);
}
