using System.Numerics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>
/// RDRAND and RDSEED: numbers that follow from the machine's seed (SplitMix64; Steele, Lea, Flood 2014), always at hand, CF set and
/// the other flags cleared.
/// </summary>
internal static unsafe class RandomNumbers
{
    private const ulong Step = 0x9e3779b97f4a7c15;

    [Executes<ushort>(Code.Rdrand_r16, Code.Rdseed_r16)]
    [Executes<uint>(Code.Rdrand_r32, Code.Rdseed_r32)]
    [Executes<ulong>(Code.Rdrand_r64, Code.Rdseed_r64)]
    public static DecodedOp* Rdrand<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        s->RandomState += Step;
        Operand.Set<T>(s, op->Rm, Mix(s->RandomState));
        LazyFlags.Set(s, Eflag.Carry);
        return op + 1;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
}
