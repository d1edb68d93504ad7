using System.Runtime.CompilerServices;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions;

/// <summary>
/// Branches (Book I, 2.4). Decoding makes of BO and BI: operand T, what the bit must be (8, 4, 2, 1 or 0); operand A, the offset of its
/// field; operand B, the bit; operand C, what is tested.
/// </summary>
internal static unsafe class Branches
{
    /// <summary>In operand C: CTR is decremented.</summary>
    private const int Counts = 1;

    /// <summary>In operand C: the branch is taken when CTR is then zero.</summary>
    private const int TakenAtZero = 2;

    [Pattern("b", "010010 li aa lk", Ends = true)]
    public static DecodedOp* Branch<TAa, TLk>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TAa : struct, IChoice
        where TLk : struct, IChoice
    {
        Link<TLk>(s, op, cpu);
        s->Cfar = cpu.IpOf(op);
        return TAa.IsSet ? cpu.Jump(op->Imm) : cpu.Follow(op);
    }

    [Pattern("bc", "010000 bo bi bd aa lk", Lower = nameof(Condition), Ends = true)]
    public static DecodedOp* BranchConditional<TAa, TLk, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TAa : struct, IChoice
        where TLk : struct, IChoice
        where TMode : struct, IAddressing
    {
        Link<TLk>(s, op, cpu);
        if (!IsTaken<TMode>(s, op))
        {
            return op + 1;
        }

        s->Cfar = cpu.IpOf(op);
        return TAa.IsSet ? cpu.Jump(op->Imm) : cpu.Follow(op);
    }

    [Pattern("bclr", "010011 bo bi --- -- 0000010000 lk", Lower = nameof(Condition), Ends = true)]
    public static DecodedOp* BranchToLink<TLk, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TLk : struct, IChoice
        where TMode : struct, IAddressing => To<TLk, TMode>(s, op, cpu, s->Lr);

    [Pattern("bcctr", "010011 bo bi --- -- 1000010000 lk", Lower = nameof(Condition), Ends = true)]
    public static DecodedOp* BranchToCount<TLk, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TLk : struct, IChoice
        where TMode : struct, IAddressing => To<TLk, TMode>(s, op, cpu, s->Ctr);

    [Pattern(
        "bctar",
        "010011 bo bi --- -- 1000110000 lk",
        Lower = nameof(Condition),
        Ends = true,
        Since = IsaLevel.V207
    )]
    public static DecodedOp* BranchToTarget<TLk, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TLk : struct, IChoice
        where TMode : struct, IAddressing => To<TLk, TMode>(s, op, cpu, s->Tar);

    public static void Condition(DecodedOp* op)
    {
        var bo = op->Word >> 21 & 31;
        var bi = op->Word >> 16 & 31;
        var bit = (bo & 16) != 0 ? 0 : 8 >> (int)(bi & 3);
        op->T = (ushort)((bo & 8) != 0 ? bit : 0);
        op->A = (ushort)(PowerCpuState.CrOffset + (bi >> 2));
        op->B = (ushort)bit;
        op->C = (ushort)((bo & 4) != 0 ? 0 : Counts | ((bo & 2) != 0 ? TakenAtZero : 0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Link<TLk>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TLk : struct, IChoice
    {
        if (TLk.IsSet)
        {
            s->Lr = cpu.NextIp(op);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsTaken<TMode>(PowerCpuState* s, DecodedOp* op)
        where TMode : struct, IAddressing
    {
        if (op->C != 0)
        {
            s->Ctr--;
            if ((TMode.Address(s->Ctr) == 0) != ((op->C & TakenAtZero) != 0))
            {
                return false;
            }
        }

        return (*((byte*)s + op->A) & op->B) == op->T;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DecodedOp* To<TLk, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu, ulong target)
        where TLk : struct, IChoice
        where TMode : struct, IAddressing
    {
        Link<TLk>(s, op, cpu);
        if (!IsTaken<TMode>(s, op))
        {
            return op + 1;
        }

        s->Cfar = cpu.IpOf(op);
        return cpu.Jump(target & ~3UL);
    }
}
