using System;
using System.Collections.Generic;
using System.Globalization;

namespace ReplayEmu.Machine.State;

/// <summary>One element that two images of a struct hold differently.</summary>
/// <param name="Path">Field with its index, for example <c>Deadline[3]</c>.</param>
/// <param name="Kind">How the values are read.</param>
/// <param name="Old">Value in the first image.</param>
/// <param name="New">Value in the second.</param>
public readonly record struct StateDifference(string Path, StateFieldKind Kind, ulong Old, ulong New)
{
    /// <summary><c>path: old -> new</c></summary>
    public override string ToString() => $"{Path}: {StateText.Format(Kind, Old)} -> {StateText.Format(Kind, New)}";

    /// <summary>Compares two images of one struct field by field, in offset order.</summary>
    /// <param name="schema">Layout of both.</param>
    /// <param name="old">First image.</param>
    /// <param name="other">Second image.</param>
    /// <param name="limit">Stops after so many differences.</param>
    public static IReadOnlyList<StateDifference> Compare(
        StateSchema schema,
        ReadOnlySpan<byte> old,
        ReadOnlySpan<byte> other,
        int limit = int.MaxValue
    )
    {
        schema.CheckImage(old.Length);
        schema.CheckImage(other.Length);
        var found = new List<StateDifference>();
        foreach (ref readonly var field in schema.Fields)
        {
            if (old.Slice(field.Offset, field.Size).SequenceEqual(other.Slice(field.Offset, field.Size)))
            {
                continue;
            }

            for (var i = 0; i < field.Count && found.Count < limit; i++)
            {
                var before = StateValue.Read(field, i, old);
                var after = StateValue.Read(field, i, other);
                if (before != after)
                {
                    found.Add(new StateDifference(PathOf(field, i), field.Kind, before, after));
                }
            }
        }

        return found;
    }

    private static string PathOf(in StateField field, int index) =>
        field.Count == 1 ? field.Name : string.Create(CultureInfo.InvariantCulture, $"{field.Name}[{index}]");
}
