using ReplayEmu.Machine.Cpu;

namespace ReplayEmu.Cpu.Power.Debugging;

/// <summary>What a debugger's register is of the CPU.</summary>
internal enum DebugSlotKind : byte
{
    General,

    /// <summary>Doubleword 0 of a vector-scalar register.</summary>
    Float,

    /// <summary>Doubleword 1 of a vector-scalar register.</summary>
    FloatExtension,
    Vector,
    Pointer,
    Msr,
    ConditionRegister,
    Link,
    Count,
    Xer,
    FloatStatus,
    VectorStatus,

    /// <summary>A special purpose register by its number.</summary>
    Special,
    Control,
    ProcessTable,
}

/// <summary>One register as debuggers see it, and where it is.</summary>
/// <param name="Register">Name, size and type.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Index">Which of them.</param>
internal sealed record DebugSlot(DebugRegister Register, DebugSlotKind Kind, int Index);
