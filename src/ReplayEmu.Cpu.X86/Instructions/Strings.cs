using System;
using System.Numerics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>
/// MOVS STOS LODS CMPS SCAS INS OUTS with REP, REPE and REPNE. Each iteration is one tick; between two of them the instruction can be
/// left and resumed, with rCX, rSI and rDI showing the iterations done.
/// </summary>
internal static unsafe class Strings
{
    // csharpier-ignore-start
    [Executes<byte, Lods>(Code.Lodsb_AL_m8)]
    [Executes<ushort, Lods>(Code.Lodsw_AX_m16)]
    [Executes<uint, Lods>(Code.Lodsd_EAX_m32)]
    [Executes<ulong, Lods>(Code.Lodsq_RAX_m64)]
    [Executes<byte, Cmps>(Code.Cmpsb_m8_m8)]
    [Executes<ushort, Cmps>(Code.Cmpsw_m16_m16)]
    [Executes<uint, Cmps>(Code.Cmpsd_m32_m32)]
    [Executes<ulong, Cmps>(Code.Cmpsq_m64_m64)]
    [Executes<byte, Scas>(Code.Scasb_AL_m8)]
    [Executes<ushort, Scas>(Code.Scasw_AX_m16)]
    [Executes<uint, Scas>(Code.Scasd_EAX_m32)]
    [Executes<ulong, Scas>(Code.Scasq_RAX_m64)]
    [Executes<byte, Ins>(Code.Insb_m8_DX)]
    [Executes<ushort, Ins>(Code.Insw_m16_DX)]
    [Executes<uint, Ins>(Code.Insd_m32_DX)]
    [Executes<byte, Outs>(Code.Outsb_DX_m8)]
    [Executes<ushort, Outs>(Code.Outsw_DX_m16)]
    [Executes<uint, Outs>(Code.Outsd_DX_m32)]
    // csharpier-ignore-end
    public static DecodedOp* Each<T, TOperation>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TOperation : struct, IStringOperation => Repeat<T, TOperation, NoBulk>(s, op, cpu);

    [Executes<byte>(Code.Movsb_m8_m8)]
    [Executes<ushort>(Code.Movsw_m16_m16)]
    [Executes<uint>(Code.Movsd_m32_m32)]
    [Executes<ulong>(Code.Movsq_m64_m64)]
    public static DecodedOp* Move<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T> => Repeat<T, Movs, BulkMove>(s, op, cpu);

    [Executes<byte>(Code.Stosb_m8_AL)]
    [Executes<ushort>(Code.Stosw_m16_AX)]
    [Executes<uint>(Code.Stosd_m32_EAX)]
    [Executes<ulong>(Code.Stosq_m64_RAX)]
    public static DecodedOp* Store<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T> => Repeat<T, Stos, BulkStore>(s, op, cpu);

    private static DecodedOp* Repeat<T, TOperation, TBulk>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TOperation : struct, IStringOperation
        where TBulk : struct, IBulkOperation
    {
        if ((op->Prefixes & (OpPrefix.Rep | OpPrefix.Repne)) == 0)
        {
            return TOperation.Step<T>(s, op, cpu) ? op + 1 : null;
        }

        var count = StringPointer.Count(s, op);
        if (count == 0)
        {
            return cpu.FinishRepeat(op);
        }

        while (true)
        {
            var done = TBulk.Run<T>(s, op, cpu, Math.Min(count, (ulong)cpu.TicksLeft(op)));
            if (done == 0)
            {
                if (!TOperation.Step<T>(s, op, cpu))
                {
                    return null;
                }

                done = 1;
            }

            count -= done;
            StringPointer.SetCount(s, op, count);
            if (count == 0 || (TOperation.Compares && Ends(s, op)))
            {
                // The last iteration is the instruction's own tick.
                cpu.Spend((long)done - 1);
                return cpu.FinishRepeat(op);
            }

            cpu.Spend((long)done);
            if (cpu.MustSuspend(op))
            {
                return cpu.Suspend(op);
            }
        }
    }

    private static bool Ends(X86State* s, DecodedOp* op) =>
        LazyFlags.Zf(s) == ((op->Prefixes & OpPrefix.Repne) != 0);
}
