using System.Runtime.CompilerServices;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions.Float;

/// <summary>A floating-point register, which is doubleword 0 of a vector-scalar register.</summary>
internal static unsafe class FloatRegister
{
    /// <summary>Sets the register; the other doubleword is undefined and becomes zero, as with QEMU.</summary>
    /// <param name="offset">Of doubleword 0 in the state.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Set(PowerCpuState* s, ushort offset, ulong value)
    {
        var register = (ulong*)((byte*)s + offset);
        register[0] = value;
        register[-1] = 0;
    }
}
