using System;
using System.Globalization;
using System.Text;

namespace ReplayEmu.Machine.State;

/// <summary>
/// A state struct as text: <c>name = value</c>, one field a line in offset order. Arrays have up to 16 elements a line; lines of
/// zeros are run together as <c>name[16..255] = 0</c>.
/// </summary>
public static class StateText
{
    private const int ElementsPerLine = 16;

    /// <summary>Adds the lines of one struct.</summary>
    /// <param name="text">Gets the lines, LF line ends.</param>
    /// <param name="schema">Layout of <paramref name="image"/>.</param>
    /// <param name="image">The struct's bytes.</param>
    public static void Write(StringBuilder text, StateSchema schema, ReadOnlySpan<byte> image)
    {
        schema.CheckImage(image.Length);
        foreach (ref readonly var field in schema.Fields)
        {
            if (field.Count == 1)
            {
                text.Append(field.Name)
                    .Append(" = ")
                    .Append(Format(field.Kind, StateValue.Read(field, 0, image)))
                    .Append('\n');
            }
            else
            {
                WriteArray(text, field, image);
            }
        }
    }

    /// <summary>Adds every section of an arena under a <c>[name id version]</c> heading.</summary>
    public static void Write(StringBuilder text, StateArena arena)
    {
        foreach (var section in arena.Sections)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"[{section.Name} {section.Schema.Id} v{section.Schema.Version}]\n"
            );
            Write(text, section.Schema, arena.BytesOf(section));
        }
    }

    /// <summary>Unsigned values in hexadecimal with all digits, signed ones in decimal.</summary>
    public static string Format(StateFieldKind kind, ulong value) =>
        kind switch
        {
            StateFieldKind.U8 => "0x" + value.ToString("x2", CultureInfo.InvariantCulture),
            StateFieldKind.U16 => "0x" + value.ToString("x4", CultureInfo.InvariantCulture),
            StateFieldKind.U32 => "0x" + value.ToString("x8", CultureInfo.InvariantCulture),
            StateFieldKind.U64 => "0x" + value.ToString("x16", CultureInfo.InvariantCulture),
            _ => ((long)value).ToString(CultureInfo.InvariantCulture),
        };

    private static void WriteArray(StringBuilder text, in StateField field, ReadOnlySpan<byte> image)
    {
        var row = 0;
        while (row < field.Count)
        {
            var end = Math.Min(row + ElementsPerLine, field.Count);
            var zeros = IsZero(field, row, end, image);
            while (zeros && end < field.Count && IsZero(field, end, NextRow(end, field.Count), image))
            {
                end = NextRow(end, field.Count);
            }

            text.Append(field.Name);
            if (row > 0 || end < field.Count)
            {
                text.Append(CultureInfo.InvariantCulture, $"[{row}..{end - 1}]");
            }

            text.Append(" =");
            if (zeros)
            {
                text.Append(" 0");
            }
            else
            {
                for (var i = row; i < end; i++)
                {
                    text.Append(' ').Append(Format(field.Kind, StateValue.Read(field, i, image)));
                }
            }

            text.Append('\n');
            row = end;
        }
    }

    private static int NextRow(int start, int count) => Math.Min(start + ElementsPerLine, count);

    private static bool IsZero(in StateField field, int first, int end, ReadOnlySpan<byte> image) =>
        !image
            .Slice(field.Offset + (first * field.ElementSize), (end - first) * field.ElementSize)
            .ContainsAnyExcept((byte)0);
}
