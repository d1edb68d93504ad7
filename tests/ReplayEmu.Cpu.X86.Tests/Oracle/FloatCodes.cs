using Iced.Intel;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>Which instructions the floating-point oracle runs.</summary>
internal static class FloatCodes
{
    public static bool IsFloat(CpuidFeature feature) =>
        feature
            is CpuidFeature.FPU
                or CpuidFeature.FPU287
                or CpuidFeature.FPU387
                or CpuidFeature.MMX
                or CpuidFeature.SSE
                or CpuidFeature.SSE2
                or CpuidFeature.SSE3
                or CpuidFeature.SSSE3
                or CpuidFeature.SSE4_1
                or CpuidFeature.SSE4_2
                or CpuidFeature.SSE4A
                or CpuidFeature.AES
                or CpuidFeature.PCLMULQDQ;

    /// <summary>Without operands that the oracle varies, or with ones that would fault on the host; tested by hand.</summary>
    public static bool IsControl(Mnemonic mnemonic) =>
        mnemonic
            is Mnemonic.Fldenv
                or Mnemonic.Fnstenv
                or Mnemonic.Fnsave
                or Mnemonic.Frstor
                or Mnemonic.Fldcw
                or Mnemonic.Fxsave
                or Mnemonic.Fxrstor
                or Mnemonic.Ldmxcsr
                or Mnemonic.Wait
                or Mnemonic.Fneni
                or Mnemonic.Fndisi
                or Mnemonic.Fnsetpm
                or Mnemonic.Crc32
                or Mnemonic.Pause
                or Mnemonic.Lfence
                or Mnemonic.Mfence
                or Mnemonic.Sfence
                or Mnemonic.Movnti
                or Mnemonic.Prefetchnta
                or Mnemonic.Prefetcht0
                or Mnemonic.Prefetcht1
                or Mnemonic.Prefetcht2
                // Approximations, which differ between processors.
                or Mnemonic.Rcpps
                or Mnemonic.Rcpss
                or Mnemonic.Rsqrtps
                or Mnemonic.Rsqrtss;
}
