namespace ReplayEmu.Machine.Memory;

/// <summary>A device's registers as seen from a memory or port address space.</summary>
public interface IBusDevice
{
    /// <param name="offset">Bytes from the start of the region.</param>
    /// <param name="size">1, 2, 4 or 8 bytes, within the region's implemented sizes.</param>
    /// <returns>The value in the low <paramref name="size"/> bytes.</returns>
    ulong Read(ulong offset, int size);

    /// <param name="offset">Bytes from the start of the region.</param>
    /// <param name="size">1, 2, 4 or 8 bytes, within the region's implemented sizes.</param>
    /// <param name="value">The value in the low <paramref name="size"/> bytes.</param>
    void Write(ulong offset, int size, ulong value);
}

/// <summary>
/// The access sizes that a device implements, in bytes; the bus splits larger accesses (ascending addresses) and widens
/// smaller ones (reads the implemented size and takes the bytes asked for; writes with the other bytes zero).
/// </summary>
public readonly record struct AccessSizes(int Min, int Max)
{
    public static AccessSizes Byte => new(1, 1);
    public static AccessSizes UpTo2 => new(1, 2);
    public static AccessSizes UpTo4 => new(1, 4);
    public static AccessSizes UpTo8 => new(1, 8);
}
