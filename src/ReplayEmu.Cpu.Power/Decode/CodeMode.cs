using System;

namespace ReplayEmu.Cpu.Power.Decode;

/// <summary>What of MSR the meaning of an instruction word depends on.</summary>
[Flags]
internal enum CodeMode
{
    None = 0,

    /// <summary>MSR.LE.</summary>
    Little = 1,

    /// <summary>MSR.SF.</summary>
    Wide = 2,

    /// <summary>MSR.PR.</summary>
    User = 4,

    /// <summary>MSR.FP.</summary>
    Float = 8,

    /// <summary>MSR.VEC.</summary>
    Vector = 16,

    /// <summary>MSR.VSX.</summary>
    Vsx = 32,
}
