using System.Runtime.CompilerServices;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86;

/// <content>What follows from CS and EFER.LMA for fetching and for addresses.</content>
public sealed unsafe partial class X86Cpu
{
    /// <summary>16, 32 or 64: CS.L in long mode, otherwise CS.D.</summary>
    private int bitness = 16;

    /// <summary>And-mask of linear addresses of code and operands: 32 ones, in 64-bit mode 64.</summary>
    private ulong linearMask = uint.MaxValue;

    /// <summary>Last offset in CS that may be fetched; 64-bit mode has no limit, but only canonical addresses.</summary>
    private ulong codeLimit = 0xffff;

    /// <summary>EFER.LMA: 64-bit mode or its compatibility mode.</summary>
    internal bool IsLong => (State->Efer & EferBits.LongModeActive) != 0;

    internal bool Is64Bit => bitness == 64;

    /// <inheritdoc cref="codeLimit"/>
    internal ulong CodeLimit => codeLimit;

    /// <summary>Bits 63:47 are equal: 48-bit linear addresses.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsCanonical(ulong linear) => (ulong)((long)(linear << 16) >> 16) == linear;

    /// <summary>An offset in CS at which no instruction can be.</summary>
    internal bool IsOutside(ulong ip) => Is64Bit ? !IsCanonical(ip) : ip > codeLimit;

    /// <summary>After CS or EFER.LMA changed.</summary>
    private void UpdateCodeMode()
    {
        var cs = X86State.Segment(State, SegmentIndex.Cs);
        bitness =
            IsLong && (cs->Attributes & DescriptorBits.Long) != 0 ? 64
            : (cs->Attributes & DescriptorBits.Big) != 0 ? 32
            : 16;
        linearMask = Is64Bit ? ulong.MaxValue : uint.MaxValue;
        codeLimit = Is64Bit ? ulong.MaxValue : cs->Limit;
    }
}
