using System;
using Iced.Intel;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>
/// Stored pieces of an FPU's state that say where the last x87 instruction was, which processors keep differently (SDM volume 1,
/// 8.1.8 and 8.1.9; AMD APM volume 2, 11.4.4), or which bits of MXCSR a processor has.
/// </summary>
internal static class IgnoredMemory
{
    private static readonly (int Start, int Length)[] environment14 = [(6, 8)];
    private static readonly (int Start, int Length)[] environment28 = [(12, 16)];
    private static readonly (int Start, int Length)[] fxsave = [(6, 18), (28, 4), (416, 96)];

    /// <summary>Makes what is ignored the same.</summary>
    public static void Copy(Code code, int offset, Span<byte> from, Span<byte> to)
    {
        var ranges = code switch
        {
            Code.Fnstenv_m14byte or Code.Fnsave_m94byte => environment14,
            Code.Fnstenv_m28byte or Code.Fnsave_m108byte => environment28,
            Code.Fxsave_m512byte or Code.Fxsave64_m512byte => fxsave,
            _ => [],
        };
        foreach (var (start, length) in ranges)
        {
            from.Slice(offset + start, length).CopyTo(to.Slice(offset + start, length));
        }
    }
}
