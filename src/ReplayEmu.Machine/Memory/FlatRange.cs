namespace ReplayEmu.Machine.Memory;

/// <summary>One stretch of a flattened address space that belongs to a single region.</summary>
/// <param name="First">First address.</param>
/// <param name="Last">Last address, inclusive.</param>
/// <param name="Region">A <see cref="RamRegion"/> or an <see cref="IoRegion"/>.</param>
/// <param name="Offset">Offset of <paramref name="First"/> in the block (RAM) or in the region (I/O).</param>
public readonly record struct FlatRange(ulong First, ulong Last, MemoryRegion Region, ulong Offset);
