using System.Numerics;
using System.Runtime.CompilerServices;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>SHL SHR SAR ROL ROR RCL RCR by an immediate, by 1 and by CL.</summary>
internal static unsafe class Shifts
{
    // csharpier-ignore-start
    [Executes<byte, Rol>(Code.Rol_rm8_imm8)]
    [Executes<ushort, Rol>(Code.Rol_rm16_imm8)]
    [Executes<uint, Rol>(Code.Rol_rm32_imm8)]
    [Executes<ulong, Rol>(Code.Rol_rm64_imm8)]
    [Executes<byte, Ror>(Code.Ror_rm8_imm8)]
    [Executes<ushort, Ror>(Code.Ror_rm16_imm8)]
    [Executes<uint, Ror>(Code.Ror_rm32_imm8)]
    [Executes<ulong, Ror>(Code.Ror_rm64_imm8)]
    [Executes<byte, Rcl>(Code.Rcl_rm8_imm8)]
    [Executes<ushort, Rcl>(Code.Rcl_rm16_imm8)]
    [Executes<uint, Rcl>(Code.Rcl_rm32_imm8)]
    [Executes<ulong, Rcl>(Code.Rcl_rm64_imm8)]
    [Executes<byte, Rcr>(Code.Rcr_rm8_imm8)]
    [Executes<ushort, Rcr>(Code.Rcr_rm16_imm8)]
    [Executes<uint, Rcr>(Code.Rcr_rm32_imm8)]
    [Executes<ulong, Rcr>(Code.Rcr_rm64_imm8)]
    [Executes<byte, Shl>(Code.Shl_rm8_imm8, Code.Sal_rm8_imm8)]
    [Executes<ushort, Shl>(Code.Shl_rm16_imm8, Code.Sal_rm16_imm8)]
    [Executes<uint, Shl>(Code.Shl_rm32_imm8, Code.Sal_rm32_imm8)]
    [Executes<ulong, Shl>(Code.Shl_rm64_imm8, Code.Sal_rm64_imm8)]
    [Executes<byte, Shr>(Code.Shr_rm8_imm8)]
    [Executes<ushort, Shr>(Code.Shr_rm16_imm8)]
    [Executes<uint, Shr>(Code.Shr_rm32_imm8)]
    [Executes<ulong, Shr>(Code.Shr_rm64_imm8)]
    [Executes<byte, Sar>(Code.Sar_rm8_imm8)]
    [Executes<ushort, Sar>(Code.Sar_rm16_imm8)]
    [Executes<uint, Sar>(Code.Sar_rm32_imm8)]
    [Executes<ulong, Sar>(Code.Sar_rm64_imm8)]
    // csharpier-ignore-end
    public static DecodedOp* ByImmediate<T, TOperation, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TOperation : struct, IShiftOperation
        where TPlace : struct, IPlace => By<T, TOperation, TPlace>(s, op, cpu, op->Imm);

    // csharpier-ignore-start
    [Executes<byte, Rol>(Code.Rol_rm8_1)]
    [Executes<ushort, Rol>(Code.Rol_rm16_1)]
    [Executes<uint, Rol>(Code.Rol_rm32_1)]
    [Executes<ulong, Rol>(Code.Rol_rm64_1)]
    [Executes<byte, Ror>(Code.Ror_rm8_1)]
    [Executes<ushort, Ror>(Code.Ror_rm16_1)]
    [Executes<uint, Ror>(Code.Ror_rm32_1)]
    [Executes<ulong, Ror>(Code.Ror_rm64_1)]
    [Executes<byte, Rcl>(Code.Rcl_rm8_1)]
    [Executes<ushort, Rcl>(Code.Rcl_rm16_1)]
    [Executes<uint, Rcl>(Code.Rcl_rm32_1)]
    [Executes<ulong, Rcl>(Code.Rcl_rm64_1)]
    [Executes<byte, Rcr>(Code.Rcr_rm8_1)]
    [Executes<ushort, Rcr>(Code.Rcr_rm16_1)]
    [Executes<uint, Rcr>(Code.Rcr_rm32_1)]
    [Executes<ulong, Rcr>(Code.Rcr_rm64_1)]
    [Executes<byte, Shl>(Code.Shl_rm8_1, Code.Sal_rm8_1)]
    [Executes<ushort, Shl>(Code.Shl_rm16_1, Code.Sal_rm16_1)]
    [Executes<uint, Shl>(Code.Shl_rm32_1, Code.Sal_rm32_1)]
    [Executes<ulong, Shl>(Code.Shl_rm64_1, Code.Sal_rm64_1)]
    [Executes<byte, Shr>(Code.Shr_rm8_1)]
    [Executes<ushort, Shr>(Code.Shr_rm16_1)]
    [Executes<uint, Shr>(Code.Shr_rm32_1)]
    [Executes<ulong, Shr>(Code.Shr_rm64_1)]
    [Executes<byte, Sar>(Code.Sar_rm8_1)]
    [Executes<ushort, Sar>(Code.Sar_rm16_1)]
    [Executes<uint, Sar>(Code.Sar_rm32_1)]
    [Executes<ulong, Sar>(Code.Sar_rm64_1)]
    // csharpier-ignore-end
    public static DecodedOp* ByOne<T, TOperation, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TOperation : struct, IShiftOperation
        where TPlace : struct, IPlace => By<T, TOperation, TPlace>(s, op, cpu, 1);

    // csharpier-ignore-start
    [Executes<byte, Rol>(Code.Rol_rm8_CL)]
    [Executes<ushort, Rol>(Code.Rol_rm16_CL)]
    [Executes<uint, Rol>(Code.Rol_rm32_CL)]
    [Executes<ulong, Rol>(Code.Rol_rm64_CL)]
    [Executes<byte, Ror>(Code.Ror_rm8_CL)]
    [Executes<ushort, Ror>(Code.Ror_rm16_CL)]
    [Executes<uint, Ror>(Code.Ror_rm32_CL)]
    [Executes<ulong, Ror>(Code.Ror_rm64_CL)]
    [Executes<byte, Rcl>(Code.Rcl_rm8_CL)]
    [Executes<ushort, Rcl>(Code.Rcl_rm16_CL)]
    [Executes<uint, Rcl>(Code.Rcl_rm32_CL)]
    [Executes<ulong, Rcl>(Code.Rcl_rm64_CL)]
    [Executes<byte, Rcr>(Code.Rcr_rm8_CL)]
    [Executes<ushort, Rcr>(Code.Rcr_rm16_CL)]
    [Executes<uint, Rcr>(Code.Rcr_rm32_CL)]
    [Executes<ulong, Rcr>(Code.Rcr_rm64_CL)]
    [Executes<byte, Shl>(Code.Shl_rm8_CL, Code.Sal_rm8_CL)]
    [Executes<ushort, Shl>(Code.Shl_rm16_CL, Code.Sal_rm16_CL)]
    [Executes<uint, Shl>(Code.Shl_rm32_CL, Code.Sal_rm32_CL)]
    [Executes<ulong, Shl>(Code.Shl_rm64_CL, Code.Sal_rm64_CL)]
    [Executes<byte, Shr>(Code.Shr_rm8_CL)]
    [Executes<ushort, Shr>(Code.Shr_rm16_CL)]
    [Executes<uint, Shr>(Code.Shr_rm32_CL)]
    [Executes<ulong, Shr>(Code.Shr_rm64_CL)]
    [Executes<byte, Sar>(Code.Sar_rm8_CL)]
    [Executes<ushort, Sar>(Code.Sar_rm16_CL)]
    [Executes<uint, Sar>(Code.Sar_rm32_CL)]
    [Executes<ulong, Sar>(Code.Sar_rm64_CL)]
    // csharpier-ignore-end
    public static DecodedOp* ByCl<T, TOperation, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TOperation : struct, IShiftOperation
        where TPlace : struct, IPlace =>
        By<T, TOperation, TPlace>(s, op, cpu, Operand.Get<byte>(s, Operand.C));

    /// <summary>A masked count of 0 changes no flag, but the operand is read and written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DecodedOp* By<T, TOperation, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu, ulong amount)
        where T : unmanaged, IBinaryInteger<T>
        where TOperation : struct, IShiftOperation
        where TPlace : struct, IPlace
    {
        if (!Operand.Modify<T, TPlace>(s, op, cpu, out var a, out var host))
        {
            return null;
        }

        var count = (int)amount & (sizeof(T) == 8 ? 63 : 31);
        var result = count == 0 ? a : TOperation.Apply<T>(s, a, count);
        return Operand.Replace<T, TPlace>(s, op, cpu, host, result);
    }
}
