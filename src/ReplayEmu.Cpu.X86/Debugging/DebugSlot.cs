using ReplayEmu.Machine.Cpu;

namespace ReplayEmu.Cpu.X86.Debugging;

/// <summary>What a debugger's register is of the CPU.</summary>
internal enum DebugSlotKind : byte
{
    General,
    Pointer,
    Flags,
    Selector,

    /// <summary>ST(i).</summary>
    Float,

    /// <summary>FCTRL, FSTAT, FTAG, FISEG, FIOFF, FOSEG, FOOFF, FOP.</summary>
    FloatControl,
    Vector,
    VectorControl,
    SegmentBase,
    Control,
    Debug,
    GdtBase,
    GdtLimit,
    IdtBase,
    IdtLimit,
    Efer,
    Level,

    /// <summary>Linear address of the next instruction; cannot be written.</summary>
    LinearPointer,
}

/// <summary>One register as debuggers see it, and where it is.</summary>
/// <param name="Register">Name, size and type.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Index">Which of them: number of the register or segment.</param>
internal sealed record DebugSlot(DebugRegister Register, DebugSlotKind Kind, int Index);
