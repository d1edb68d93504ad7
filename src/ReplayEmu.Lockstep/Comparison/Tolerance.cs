using System.Collections.Generic;
using Iced.Intel;
using ReplayEmu.Cpu.X86.State;
using ReplayEmu.Lockstep.Registers;

namespace ReplayEmu.Lockstep.Comparison;

/// <summary>What two right emulators may do differently, instruction by instruction.</summary>
internal static class Tolerance
{
    /// <summary>Flags that the manual leaves undefined after an instruction.</summary>
    public static uint UndefinedFlags(in Instruction instruction)
    {
        var bits = instruction.RflagsUndefined;
        return Flag(bits, RflagsBits.CF, Eflag.Carry)
            | Flag(bits, RflagsBits.PF, Eflag.Parity)
            | Flag(bits, RflagsBits.AF, Eflag.Adjust)
            | Flag(bits, RflagsBits.ZF, Eflag.Zero)
            | Flag(bits, RflagsBits.SF, Eflag.Sign)
            | Flag(bits, RflagsBits.OF, Eflag.Overflow);
    }

    /// <summary>Its results depend on time, or are undefined: they are taken from the reference.</summary>
    public static bool HasOwnResults(in Instruction instruction, uint flags) =>
        instruction.Mnemonic
            is Mnemonic.Rdtsc
                or Mnemonic.Rdtscp
                or Mnemonic.Rdmsr
                or Mnemonic.Rdpmc
                or Mnemonic.Rdrand
                or Mnemonic.Rdseed
        || (instruction.Mnemonic is Mnemonic.Bsf or Mnemonic.Bsr && (flags & Eflag.Zero) != 0);

    /// <summary>Only bits differ that the manual leaves undefined: bits 19:16 of what LAR gives, which processors and QEMU fill otherwise.</summary>
    public static bool IsUndefined(in Instruction instruction, IReadOnlyList<Difference> differences)
    {
        const ulong LimitInRights = 0xf0000;
        return instruction.Mnemonic == Mnemonic.Lar
            && differences is [{ Register: < RegisterSet.GeneralCount } only]
            && ((only.Own ^ only.Reference) & ~LimitInRights) == 0;
    }

    private static uint Flag(RflagsBits bits, RflagsBits bit, uint flag) => (bits & bit) != 0 ? flag : 0;
}
