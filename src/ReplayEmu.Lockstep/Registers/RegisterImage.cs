using System;

namespace ReplayEmu.Lockstep.Registers;

/// <summary>Values of all registers of a <see cref="RegisterSet"/> before one instruction.</summary>
public sealed class RegisterImage
{
    private readonly ulong[] values = new ulong[RegisterSet.Count];

    public ref ulong this[int number] => ref values[number];

    /// <summary>Linear address of the instruction.</summary>
    public ulong LinearPc => (values[RegisterSet.CsBase] + values[RegisterSet.Eip]) & 0xffffffff;

    public ReadOnlySpan<ulong> Values => values;

    public void CopyFrom(RegisterImage other) => other.values.CopyTo(values, 0);
}
