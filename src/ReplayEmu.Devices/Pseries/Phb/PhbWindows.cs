namespace ReplayEmu.Devices.Pseries.Phb;

/// <summary>Where the host bridge's windows are in the processor's addresses; a machine version's choice.</summary>
/// <param name="Io">Of 64 KiB onto I/O address 0.</param>
/// <param name="Memory32">Onto bus address 0x80000000.</param>
/// <param name="Memory32Size">Bytes.</param>
/// <param name="Memory64">Onto the same bus address.</param>
/// <param name="Memory64Size">Bytes, 0 for none.</param>
public sealed record PhbWindows(ulong Io, ulong Memory32, ulong Memory32Size, ulong Memory64, ulong Memory64Size)
{
    /// <summary>Bytes of the I/O window.</summary>
    public const ulong IoSize = 0x10000;

    /// <summary>Bus address of the 32-bit window.</summary>
    public const ulong Bus32 = 0x80000000;

    /// <summary>Since pseries-2.7.</summary>
    public static PhbWindows Present { get; } =
        new(0x2000_0000_0000, 0x2000_8000_0000, 0x8000_0000, 0x2100_0000_0000, 0x100_0000_0000);
}
