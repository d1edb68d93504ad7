using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace ReplayEmu.Generators.StateSchema;

/// <summary>
/// Size and alignment of a sequential struct by the rules of the runtime on every 64-bit host: each integer at a multiple of its
/// size, the whole at a multiple of the largest.
/// </summary>
internal readonly struct StateLayout
{
    private StateLayout(int size, int alignment)
    {
        Size = size;
        Alignment = alignment;
    }

    public int Size { get; }

    public int Alignment { get; }

    /// <summary>The layout of a type, or null when it is not decidable here (explicit layout, unsupported fields).</summary>
    /// <param name="type">A field's type or a whole struct.</param>
    /// <param name="holes">Gets each hole: struct, bytes, what is behind it, where to point.</param>
    public static StateLayout? Of(ITypeSymbol type, List<(string Owner, int Bytes, string Before, Location? At)> holes)
    {
        if (StateTypes.SizeOf(type) is > 0 and var size)
        {
            return new StateLayout(size, size);
        }

        if (
            type is not INamedTypeSymbol { TypeKind: TypeKind.Struct } structure
            || !StateTypes.HasDefaultLayout(structure)
        )
        {
            return null;
        }

        if (StateTypes.InlineArrayLength(structure) is { } length)
        {
            return Of(StateTypes.InlineArrayElement(structure), holes) is { } element
                ? new StateLayout(checked(element.Size * length), element.Alignment)
                : null;
        }

        return OfFields(structure, holes);
    }

    private static StateLayout? OfFields(
        INamedTypeSymbol structure,
        List<(string Owner, int Bytes, string Before, Location? At)> holes
    )
    {
        var offset = 0;
        var alignment = 1;
        foreach (var field in StateTypes.Fields(structure))
        {
            if (OfField(field, holes) is not { } layout)
            {
                return null;
            }

            var aligned = Align(offset, layout.Alignment);
            if (aligned != offset)
            {
                holes.Add((structure.Name, aligned - offset, $"'{field.Name}'", field.Locations.FirstOrDefault()));
            }

            offset = checked(aligned + layout.Size);
            alignment = Math.Max(alignment, layout.Alignment);
        }

        var end = Align(offset, alignment);
        if (end != offset)
        {
            holes.Add((structure.Name, end - offset, "its end", structure.Locations.FirstOrDefault()));
        }

        return new StateLayout(end, alignment);
    }

    private static StateLayout? OfField(
        IFieldSymbol field,
        List<(string Owner, int Bytes, string Before, Location? At)> holes
    )
    {
        if (!field.IsFixedSizeBuffer)
        {
            return Of(field.Type, holes);
        }

        var element = StateTypes.SizeOf(((IPointerTypeSymbol)field.Type).PointedAtType);
        return element == 0 ? null : new StateLayout(checked(element * field.FixedSize), element);
    }

    private static int Align(int offset, int alignment) => (offset + alignment - 1) / alignment * alignment;
}
