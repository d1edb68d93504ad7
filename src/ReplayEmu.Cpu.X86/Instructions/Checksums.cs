using System.Numerics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>CRC32: the polynomial 11EDC6F41 of iSCSI, reflected.</summary>
internal static unsafe class Checksums
{
    [Executes<byte>(Code.Crc32_r32_rm8, Code.Crc32_r64_rm8)]
    [Executes<ushort>(Code.Crc32_r32_rm16)]
    [Executes<uint>(Code.Crc32_r32_rm32)]
    [Executes<ulong>(Code.Crc32_r64_rm64)]
    public static DecodedOp* Crc32<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace
    {
        if (!Operand.Read<T, TPlace>(s, op, cpu, out var value))
        {
            return null;
        }

        var sum = Registers.Read<uint>(s, op->Reg);
        sum = sizeof(T) switch
        {
            1 => BitOperations.Crc32C(sum, (byte)value),
            2 => BitOperations.Crc32C(sum, (ushort)value),
            4 => BitOperations.Crc32C(sum, (uint)value),
            _ => BitOperations.Crc32C(sum, value),
        };
        Registers.Write(s, op->Reg, sum);
        return op + 1;
    }
}
