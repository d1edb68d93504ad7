using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace ReplayEmu.Generators.PowerPatterns;

/// <summary>Nested switches over the bits that all rows left have fixed.</summary>
internal static class DecisionTree
{
    /// <param name="left">Rows that the bits tested so far allow.</param>
    /// <param name="tested">Bits that were tested.</param>
    public static void Write(
        StringBuilder source,
        List<int> left,
        IReadOnlyList<PatternRow> rows,
        uint tested,
        string indent
    )
    {
        var common = left.Aggregate(~tested, (mask, row) => mask & rows[row].Mask);
        if (left.Count == 1 || common == 0)
        {
            // No two rows overlap, so that the order does not matter.
            foreach (var row in left)
            {
                var rest = rows[row].Mask & ~tested;
                if (rest == 0)
                {
                    source.AppendLine($"{indent}return {row};");
                    return;
                }

                source.AppendLine($"{indent}if ((word & 0x{rest:x8}) == 0x{rows[row].Value & rest:x8}) return {row};");
            }

            source.AppendLine($"{indent}return -1;");
            return;
        }

        source.AppendLine($"{indent}switch (word & 0x{common:x8})");
        source.AppendLine($"{indent}{{");
        foreach (var group in left.GroupBy(row => rows[row].Value & common).OrderBy(group => group.Key))
        {
            source.AppendLine($"{indent}    case 0x{group.Key:x8}:");
            Write(source, [.. group], rows, tested | common, indent + "        ");
        }

        source.AppendLine($"{indent}    default: return -1;");
        source.AppendLine($"{indent}}}");
    }
}
