using System;
using System.Collections.Generic;
using System.Linq;

namespace ReplayEmu.Replay.Divergences;

/// <summary>The first instruction after which two runs have another state.</summary>
/// <param name="Icount">Its tick: up to here both are the same, but for <paramref name="AtPowerOn"/>.</param>
/// <param name="Pc">Its linear address.</param>
/// <param name="Differences">What is different after it.</param>
/// <param name="AtPowerOn">What is different from the start, as with a machine that was changed; it is not looked at later.</param>
public sealed record FirstDifference(
    ulong Icount,
    ulong Pc,
    IReadOnlyList<FactDifference> Differences,
    IReadOnlyList<FactDifference> AtPowerOn
)
{
    /// <summary>Ticks between the looks at which a first difference is noticed.</summary>
    private const ulong Window = 16_000_000;

    private const int MostFacts = 1000;

    /// <summary>Walks both runs until a look shows a difference, then halves the way back to the last look.</summary>
    /// <param name="progress">Told the tick of each look.</param>
    /// <returns>Null when there is no difference up to the end of the shorter run.</returns>
    public static FirstDifference? Find(IStateProbe one, IStateProbe other, Action<ulong> progress)
    {
        var end = Math.Min(one.End, other.End);
        IReadOnlyList<FactDifference> known =
            one.DigestAt(0) == other.DigestAt(0) ? [] : Between(one.FactsAt(0), other.FactsAt(0));
        var ignored = new HashSet<string>(known.Select(static fact => fact.Name), StringComparer.Ordinal);
        for (ulong same = 0; same < end; )
        {
            var look = same + Math.Min(Window, end - same);
            progress(look);
            if (IsSame(look))
            {
                same = look;
                continue;
            }

            while (look - same > 1)
            {
                var middle = same + ((look - same) / 2);
                progress(middle);
                (same, look) = IsSame(middle) ? (middle, look) : (same, middle);
            }

            return new FirstDifference(same, one.ProgramCounterAt(same), New(look), known);
        }

        return null;

        bool IsSame(ulong icount) =>
            known.Count == 0 ? one.DigestAt(icount) == other.DigestAt(icount) : New(icount).Count == 0;

        List<FactDifference> New(ulong icount) =>
            [.. Between(one.FactsAt(icount), other.FactsAt(icount)).Where(fact => !ignored.Contains(fact.Name))];
    }

    /// <summary>Facts that differ, in the order of their names.</summary>
    public static IReadOnlyList<FactDifference> Between(
        IReadOnlyDictionary<string, string> one,
        IReadOnlyDictionary<string, string> other
    )
    {
        var names = new SortedSet<string>(one.Keys, StringComparer.Ordinal);
        names.UnionWith(other.Keys);
        var list = new List<FactDifference>();
        foreach (var name in names)
        {
            var (left, right) = (one.GetValueOrDefault(name, "0"), other.GetValueOrDefault(name, "0"));
            if (left != right && list.Count < MostFacts)
            {
                list.Add(new FactDifference(name, left, right));
            }
        }

        return list;
    }
}

/// <summary>A fact that two runs have otherwise.</summary>
public sealed record FactDifference(string Name, string One, string Other);
