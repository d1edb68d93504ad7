using System.Numerics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>SHLD and SHRD.</summary>
internal static unsafe class DoubleShifts
{
    // csharpier-ignore-start
    [Executes<ushort>(Code.Shld_rm16_r16_imm8)]
    [Executes<uint>(Code.Shld_rm32_r32_imm8)]
    [Executes<ulong>(Code.Shld_rm64_r64_imm8)]
    // csharpier-ignore-end
    public static DecodedOp* LeftByImmediate<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace => By<T, TPlace>(s, op, cpu, op->Imm, left: true);

    // csharpier-ignore-start
    [Executes<ushort>(Code.Shrd_rm16_r16_imm8)]
    [Executes<uint>(Code.Shrd_rm32_r32_imm8)]
    [Executes<ulong>(Code.Shrd_rm64_r64_imm8)]
    // csharpier-ignore-end
    public static DecodedOp* RightByImmediate<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace => By<T, TPlace>(s, op, cpu, op->Imm, left: false);

    // csharpier-ignore-start
    [Executes<ushort>(Code.Shld_rm16_r16_CL)]
    [Executes<uint>(Code.Shld_rm32_r32_CL)]
    [Executes<ulong>(Code.Shld_rm64_r64_CL)]
    // csharpier-ignore-end
    public static DecodedOp* LeftByCl<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace => By<T, TPlace>(s, op, cpu, Operand.Get<byte>(s, Operand.C), left: true);

    // csharpier-ignore-start
    [Executes<ushort>(Code.Shrd_rm16_r16_CL)]
    [Executes<uint>(Code.Shrd_rm32_r32_CL)]
    [Executes<ulong>(Code.Shrd_rm64_r64_CL)]
    // csharpier-ignore-end
    public static DecodedOp* RightByCl<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace => By<T, TPlace>(s, op, cpu, Operand.Get<byte>(s, Operand.C), left: false);

    private static DecodedOp* By<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu, ulong amount, bool left)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace
    {
        if (!Operand.Modify<T, TPlace>(s, op, cpu, out var a, out var host))
        {
            return null;
        }

        var count = (int)amount & (sizeof(T) == 8 ? 63 : 31);
        var b = Operand.Get<T>(s, op->Reg);
        var result =
            count == 0 ? a
            : left ? Left<T>(s, a, b, count)
            : Right<T>(s, a, b, count);
        return Operand.Replace<T, TPlace>(s, op, cpu, host, result);
    }

    private static ulong Left<T>(X86State* s, ulong a, ulong b, int count)
        where T : unmanaged, IBinaryInteger<T>
    {
        var bits = Width.Bits<T>();
        if (count > bits)
        {
            // Undefined by the manual, and processors differ: a:b:a is shifted, as in QEMU.
            (a, b, count) = (b, a, count - bits);
        }

        var result = Width.ZeroExtend<T>((a << count) | (b >> (bits - count)));
        Finish<T>(s, a, result, ((a >> (bits - count)) & 1) != 0);
        return result;
    }

    private static ulong Right<T>(X86State* s, ulong a, ulong b, int count)
        where T : unmanaged, IBinaryInteger<T>
    {
        var bits = Width.Bits<T>();
        if (count > bits)
        {
            (a, b, count) = (b, a, count - bits);
        }

        var result = Width.ZeroExtend<T>((a >> count) | (b << (bits - count)));
        Finish<T>(s, a, result, ((a >> (count - 1)) & 1) != 0);
        return result;
    }

    /// <summary>OF is "the sign changed" for every count; AF, undefined, is cleared.</summary>
    private static void Finish<T>(X86State* s, ulong before, ulong result, bool carry)
        where T : unmanaged, IBinaryInteger<T> =>
        LazyFlags.AfterShift<T>(s, result, carry, ((before ^ result) & Width.SignBit<T>()) != 0);
}
