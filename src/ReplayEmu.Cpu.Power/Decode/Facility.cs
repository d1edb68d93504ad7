namespace ReplayEmu.Cpu.Power.Decode;

/// <summary>Parts of the processor that MSR enables (Book III, 3.2.1).</summary>
internal enum Facility : byte
{
    None,

    /// <summary>MSR.FP.</summary>
    Float,

    /// <summary>MSR.VEC.</summary>
    Vector,

    /// <summary>MSR.VSX.</summary>
    Vsx,

    /// <summary>MSR.FP for the first 32 vector-scalar registers, MSR.VEC for the others; bit 31 tells.</summary>
    FloatOrVector,

    /// <summary>MSR.VSX for the first 32 vector-scalar registers, MSR.VEC for the others; bit 31 tells.</summary>
    VsxOrVector,

    /// <summary>As <see cref="VsxOrVector"/>; bit 28 tells.</summary>
    VsxOrVectorDq,
}
