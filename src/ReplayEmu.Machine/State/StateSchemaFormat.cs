using System.Buffers;
using System.Collections.Generic;
using System.Linq;

namespace ReplayEmu.Machine.State;

/// <summary>
/// A schema on disk, so that saved state can be read by a later version that has other fields:
/// <c>text id, i32 version, i32 size, i32 fields, { text name, u8 kind, i32 offset, i32 count }</c>; a text is UTF-8 after a u16
/// length; everything is little-endian.
/// </summary>
public static class StateSchemaFormat
{
    /// <summary>Bytes that one state struct may have.</summary>
    public const int MaxSize = 64 << 20;

    private const int MaxNameLength = 256;
    private const int MaxFields = 1 << 16;

    /// <summary>Name length, one character, kind, offset, count: no field takes fewer bytes.</summary>
    private const int MinFieldBytes = 2 + 1 + 1 + 4 + 4;

    public static void Write(IBufferWriter<byte> output, StateSchema schema)
    {
        var writer = new StateWriter(output);
        writer.Text(schema.Id);
        writer.Int32(schema.Version);
        writer.Int32(schema.Size);
        writer.Int32(schema.Fields.Length);
        foreach (ref readonly var field in schema.Fields)
        {
            writer.Text(field.Name);
            writer.Byte((byte)field.Kind);
            writer.Int32(field.Offset);
            writer.Int32(field.Count);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="data">Begins with the schema.</param>
    /// <param name="length">Bytes that the schema took.</param>
    /// <exception cref="StateFormatException">The bytes are not a schema.</exception>
    public static StateSchema Read(System.ReadOnlySpan<byte> data, out int length)
    {
        var reader = new StateReader(data);
        var schema = Read(ref reader);
        length = reader.Position;
        return schema;
    }

    internal static StateSchema Read(ref StateReader reader)
    {
        var id = reader.Text("schema id", MaxNameLength);
        var version = reader.Int32($"version of '{id}'", 1, int.MaxValue);
        var size = reader.Int32($"size of '{id}'", 0, MaxSize);
        var count = reader.Int32($"number of fields of '{id}'", 0, MaxFields);
        if (count > reader.Remaining / MinFieldBytes)
        {
            throw reader.Damaged($"'{id}' has {count} fields in {reader.Remaining} bytes");
        }

        var fields = new StateField[count];
        var names = new SortedSet<string>(System.StringComparer.Ordinal);
        var next = 0;
        for (var i = 0; i < count; i++)
        {
            var name = reader.Text($"field name of '{id}'", MaxNameLength);
            var kind = (StateFieldKind)reader.Byte($"kind of '{id}.{name}'");
            if (kind is < StateFieldKind.U8 or > StateFieldKind.I64)
            {
                throw reader.Damaged($"'{id}.{name}' is of unknown kind {(byte)kind}");
            }

            var offset = reader.Int32($"offset of '{id}.{name}'", next, size);
            var elements = reader.Int32($"element count of '{id}.{name}'", 1, MaxSize);
            fields[i] = new StateField(name, kind, offset, elements);
            if ((long)fields[i].ElementSize * elements > size - offset)
            {
                throw reader.Damaged($"'{id}.{name}' goes beyond the struct's {size} bytes");
            }

            next = offset + fields[i].Size;
            if (!names.Add(name))
            {
                throw reader.Damaged($"'{id}.{name}' is there twice");
            }
        }

        return new StateSchema(id, version, size, fields);
    }

    /// <summary>True when both describe the same bytes in the same way.</summary>
    public static bool SameLayout(StateSchema left, StateSchema right) =>
        left.Id == right.Id
        && left.Version == right.Version
        && left.Size == right.Size
        && Enumerable.SequenceEqual(left.Fields.ToArray(), right.Fields.ToArray());
}
