namespace ReplayEmu.Lockstep.Comparison;

/// <summary>A register that has two values.</summary>
/// <param name="Register">Number in the register set.</param>
public readonly record struct Difference(int Register, ulong Own, ulong Reference);
