using System.Numerics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>ADCX and ADOX: additions with and to one flag alone, CF or OF.</summary>
internal static unsafe class CarryChains
{
    [Executes<uint>(Code.Adcx_r32_rm32)]
    [Executes<ulong>(Code.Adcx_r64_rm64)]
    public static DecodedOp* Adcx<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace
    {
        if (!Operand.Read<T, TPlace>(s, op, cpu, out var value))
        {
            return null;
        }

        LazyFlags.SetCarry(s, Add<T>(s, op->Reg, value, LazyFlags.Cf(s)));
        return op + 1;
    }

    [Executes<uint>(Code.Adox_r32_rm32)]
    [Executes<ulong>(Code.Adox_r64_rm64)]
    public static DecodedOp* Adox<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace
    {
        if (!Operand.Read<T, TPlace>(s, op, cpu, out var value))
        {
            return null;
        }

        LazyFlags.SetCarryOverflow(s, LazyFlags.Cf(s), Add<T>(s, op->Reg, value, LazyFlags.Of(s)));
        return op + 1;
    }

    /// <summary>Adds to a register and returns the carry.</summary>
    private static bool Add<T>(X86State* s, int offset, ulong value, bool carry)
        where T : unmanaged, IBinaryInteger<T>
    {
        var old = Operand.Get<T>(s, offset);
        var sum = unchecked(old + value + (carry ? 1UL : 0));
        Operand.Set<T>(s, offset, sum);
        sum = Width.ZeroExtend<T>(sum);
        return sum < old || (carry && sum == old);
    }
}
