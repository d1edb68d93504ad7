using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>Operands that are r32 or m16.</summary>
internal static unsafe class SystemPlace
{
    /// <summary>Writes 16 bits, in a register of a 32-bit operand size with zeros above.</summary>
    public static bool Write16<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu, uint value, bool wide)
        where TPlace : struct, IPlace =>
        wide && typeof(TPlace) == typeof(RegisterPlace)
            ? TPlace.Write(s, op, cpu, value)
            : TPlace.Write(s, op, cpu, (ushort)value);
}
