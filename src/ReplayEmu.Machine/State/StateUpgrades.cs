using System;
using System.Collections.Generic;
using System.Linq;

namespace ReplayEmu.Machine.State;

/// <summary>
/// Turns saved structs of older versions into present ones: fields are copied by name, new fields are zero, and what that does not
/// cover must be said by a <see cref="StateUpgrade"/>. Nothing saved is dropped silently.
/// </summary>
public sealed class StateUpgrades(IReadOnlyList<StateUpgrade> steps)
{
    /// <summary>No step at all: only copying by name.</summary>
    public static StateUpgrades None { get; } = new([]);

    /// <summary>Converts one struct.</summary>
    /// <param name="old">Schema that the bytes were saved with.</param>
    /// <param name="saved">The saved bytes.</param>
    /// <param name="current">Present schema.</param>
    /// <param name="result">Gets the present bytes; undefined after an exception.</param>
    /// <exception cref="StateFormatException">The versions do not fit together, or a value would be lost.</exception>
    public void Convert(StateSchema old, ReadOnlySpan<byte> saved, StateSchema current, Span<byte> result)
    {
        old.CheckImage(saved.Length);
        current.CheckImage(result.Length);
        CheckVersions(old, current);
        if (old.Version == current.Version)
        {
            saved.CopyTo(result);
            return;
        }

        var step = steps.FirstOrDefault(candidate => candidate.Id == old.Id && candidate.FromVersion == old.Version);
        result.Clear();
        foreach (ref readonly var field in old.Fields)
        {
            if (step is null || !step.Handled.Contains(field.Name))
            {
                CopyByName(field, old, saved, current, result);
            }
        }

        step?.Step(new StateImage(old, saved.ToArray()), new StateImage(current, result));
    }

    private static void CheckVersions(StateSchema old, StateSchema current)
    {
        if (old.Id != current.Id)
        {
            throw new StateFormatException($"saved as '{old.Id}', but the machine has '{current.Id}' there");
        }

        if (old.Version > current.Version)
        {
            throw new StateFormatException(
                $"'{old.Id}' was saved as version {old.Version} by a newer program; this one knows up to {current.Version}"
            );
        }

        if (old.Version == current.Version && !StateSchemaFormat.SameLayout(old, current))
        {
            throw new StateFormatException(
                $"'{old.Id}' version {old.Version} was saved with other fields than this program's version {current.Version}"
            );
        }
    }

    private static void CopyByName(
        in StateField field,
        StateSchema old,
        ReadOnlySpan<byte> saved,
        StateSchema current,
        Span<byte> result
    )
    {
        var position = current.IndexOf(field.Name);
        var count = position < 0 ? 0 : current.Fields[position].Count;
        for (var i = 0; i < field.Count; i++)
        {
            var value = StateValue.Read(field, i, saved);
            if (i < count && StateValue.Fits(current.Fields[position].Kind, value))
            {
                StateValue.Write(current.Fields[position], i, result, value);
            }
            else if (position < 0 || value != 0)
            {
                var where = field.Count == 1 ? field.Name : $"{field.Name}[{i}]";
                var why =
                    position < 0 ? "which is no longer there"
                    : i >= count ? $"which now has {count} elements"
                    : $"which now is {current.Fields[position].Kind}";
                throw new StateFormatException(
                    $"'{old.Id}' version {old.Version} has {where} = {StateText.Format(field.Kind, value)}, {why}; "
                        + $"no upgrade to version {current.Version} takes it"
                );
            }
        }
    }
}
