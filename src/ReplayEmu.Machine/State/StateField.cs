namespace ReplayEmu.Machine.State;

/// <summary>How a field's bytes are read. Every kind is little-endian in the arena and on disk.</summary>
public enum StateFieldKind : byte
{
    U8 = 1,
    U16,
    U32,
    U64,
    I8,
    I16,
    I32,
    I64,
}

/// <summary>One primitive field (or array of primitives) of a state struct.</summary>
/// <param name="Name">Path, for example <c>Channels[1].Count</c>.</param>
/// <param name="Kind">Element type.</param>
/// <param name="Offset">Bytes from the start of the struct.</param>
/// <param name="Count">1, or the number of elements of an array.</param>
public readonly record struct StateField(string Name, StateFieldKind Kind, int Offset, int Count)
{
    /// <summary>Bytes of one element.</summary>
    public int ElementSize =>
        Kind switch
        {
            StateFieldKind.U8 or StateFieldKind.I8 => 1,
            StateFieldKind.U16 or StateFieldKind.I16 => 2,
            StateFieldKind.U32 or StateFieldKind.I32 => 4,
            _ => 8,
        };

    /// <summary>Bytes of the whole field.</summary>
    public int Size => ElementSize * Count;
}
