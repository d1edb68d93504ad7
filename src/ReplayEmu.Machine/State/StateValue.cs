using System;
using System.Buffers.Binary;

namespace ReplayEmu.Machine.State;

/// <summary>One element of a field as a 64-bit pattern; signed kinds are sign-extended.</summary>
public static class StateValue
{
    /// <summary>Reads an element.</summary>
    /// <param name="field">A field of the schema that <paramref name="image"/> has.</param>
    /// <param name="index">Element, 0 to <see cref="StateField.Count"/> - 1.</param>
    /// <param name="image">The bytes of a whole struct.</param>
    public static ulong Read(in StateField field, int index, ReadOnlySpan<byte> image)
    {
        var bytes = image.Slice(OffsetOf(field, index), field.ElementSize);
        return field.Kind switch
        {
            StateFieldKind.U8 => bytes[0],
            StateFieldKind.U16 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            StateFieldKind.U32 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            StateFieldKind.I8 => (ulong)(sbyte)bytes[0],
            StateFieldKind.I16 => (ulong)BinaryPrimitives.ReadInt16LittleEndian(bytes),
            StateFieldKind.I32 => (ulong)BinaryPrimitives.ReadInt32LittleEndian(bytes),
            _ => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        };
    }

    /// <summary>Writes the low bytes of a value to an element.</summary>
    public static void Write(in StateField field, int index, Span<byte> image, ulong value)
    {
        var bytes = image.Slice(OffsetOf(field, index), field.ElementSize);
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(value >> (8 * i));
        }
    }

    /// <summary>True when the element can hold the value without changing it.</summary>
    public static bool Fits(StateFieldKind kind, ulong value) =>
        kind switch
        {
            StateFieldKind.U8 => value <= byte.MaxValue,
            StateFieldKind.U16 => value <= ushort.MaxValue,
            StateFieldKind.U32 => value <= uint.MaxValue,
            StateFieldKind.I8 => (ulong)(sbyte)value == value,
            StateFieldKind.I16 => (ulong)(short)value == value,
            StateFieldKind.I32 => (ulong)(int)value == value,
            _ => true,
        };

    private static int OffsetOf(in StateField field, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, field.Count);
        return field.Offset + (index * field.ElementSize);
    }
}
