using System;

namespace ReplayEmu.Machine.State;

/// <summary>The bytes of one struct, read and written by field name.</summary>
/// <param name="schema">Layout of the bytes.</param>
/// <param name="bytes">The whole struct.</param>
public readonly ref struct StateImage(StateSchema schema, Span<byte> bytes)
{
    private readonly Span<byte> bytes = bytes;

    public StateSchema Schema { get; } = schema;

    /// <summary>An element as a 64-bit pattern, sign-extended for signed kinds.</summary>
    /// <exception cref="StateFormatException">No such field or element.</exception>
    public ulong Get(string field, int index = 0) => StateValue.Read(Find(field, index), index, bytes);

    /// <exception cref="StateFormatException">No such field or element, or the value does not fit.</exception>
    public void Set(string field, ulong value, int index = 0)
    {
        var found = Find(field, index);
        if (!StateValue.Fits(found.Kind, value))
        {
            throw new StateFormatException($"0x{value:x} does not fit '{Schema.Id}.{field}' ({found.Kind})");
        }

        StateValue.Write(found, index, bytes, value);
    }

    private StateField Find(string field, int index)
    {
        var position = Schema.IndexOf(field);
        return position >= 0 && index >= 0 && index < Schema.Fields[position].Count
            ? Schema.Fields[position]
            : throw new StateFormatException($"'{Schema.Id}' v{Schema.Version} has no '{field}' number {index}");
    }
}
