using System.Globalization;
using System.Text;

namespace ReplayEmu.Cpu.Power.Fuzz;

/// <summary>What two states differ in.</summary>
internal static class CaseComparison
{
    /// <summary>FPSCR.FR, which QEMU does not keep.</summary>
    private const ulong RoundedUp = 1UL << 18;

    /// <summary>Null when they are equal.</summary>
    public static string? Difference(ulong[] before, ulong[] expected, ulong[] got)
    {
        var text = new StringBuilder();
        for (var i = 0; i < VectorLayout.Size / 8; i++)
        {
            var offset = i * 8;
            var isCompared =
                offset is not (VectorLayout.Code or VectorLayout.Fpscr + 8 or VectorLayout.Vscr + 8)
                && offset != VectorLayout.Reserved * 8;
            var ignored = offset == VectorLayout.Fpscr ? RoundedUp : 0;
            if (isCompared && ((expected[i] ^ got[i]) & ~ignored) != 0)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $" {NameOf(offset)} {before[i]:x} -> {expected[i]:x}, not {got[i]:x};"
                );
            }
        }

        return text.Length == 0 ? null : text.ToString();
    }

    private static string NameOf(int offset) =>
        offset switch
        {
            < VectorLayout.Cr => $"r{offset / 8}",
            VectorLayout.Cr => "cr",
            VectorLayout.Xer => "xer",
            VectorLayout.Lr => "lr",
            VectorLayout.Ctr => "ctr",
            VectorLayout.Fpscr => "fpscr",
            VectorLayout.Vscr => "vscr",
            VectorLayout.Path => "taken",
            >= VectorLayout.Memory => $"memory+{offset - VectorLayout.Memory}",
            _ => $"vs{(offset - VectorLayout.Vsr) / 16}.{(offset - VectorLayout.Vsr) / 8 % 2}",
        };
}
