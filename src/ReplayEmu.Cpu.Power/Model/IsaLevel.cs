namespace ReplayEmu.Cpu.Power.Model;

/// <summary>Levels of the Power ISA that models differ by.</summary>
public enum IsaLevel : byte
{
    /// <summary>Version 2.06 (POWER7) and before.</summary>
    V206,

    /// <summary>Version 2.07 (POWER8).</summary>
    V207,

    /// <summary>Version 3.0 (POWER9).</summary>
    V300,
}
