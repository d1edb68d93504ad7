using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Exceptions;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions;

/// <summary>System calls, returns, MSR (Book III, 3.3.1 and 4.4.3).</summary>
internal static unsafe class SystemInstructions
{
    /// <summary>What mtmsrd with L = 1 changes.</summary>
    private const ulong Interrupts = MsrBits.Ee | MsrBits.Ri;

    /// <summary>What no mtmsr changes.</summary>
    private const ulong Kept = MsrBits.Me | MsrBits.Le | MsrBits.Hv;

    [Pattern("sc", "010001 ----- ----- ---- lev:7 --- 1 -", Ends = true)]
    public static DecodedOp* Call(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var level = op->Word >> 5 & 127;
        return level != 1 ? cpu.Trap(op, Vector.SystemCall)
            : cpu.Hypervisor == null ? Interruptions.Illegal(s, op, cpu)
            : cpu.CallHypervisor(op);
    }

    [Pattern("scv", "010001 ----- ----- ---- lev:7 --- 01", Since = IsaLevel.V300, Ends = true)]
    public static DecodedOp* CallVectored(PowerCpuState* s, DecodedOp* op, PowerCpu cpu) =>
        (s->Fscr & PowerCpu.FscrScv) == 0
            ? cpu.FacilityUnavailable(op, PowerCpu.FacilityScv)
            : cpu.SystemCallVectored(op, op->Word >> 5 & 127);

    [Pattern("rfid", "010011 ----- ----- ----- 0000010010 -", Privileged = true, Ends = true)]
    public static DecodedOp* Return(PowerCpuState* s, DecodedOp* op, PowerCpu cpu) =>
        ReturnTo(s, op, cpu, s->Srr0, s->Srr1);

    [Pattern("rfscv", "010011 ----- ----- ----- 0001010010 -", Privileged = true, Ends = true, Since = IsaLevel.V300)]
    public static DecodedOp* ReturnFromVectored(PowerCpuState* s, DecodedOp* op, PowerCpu cpu) =>
        ReturnTo(s, op, cpu, s->Lr, s->Ctr);

    [Pattern("mfmsr", "011111 rt ----- ----- 0001010011 -", Privileged = true)]
    public static DecodedOp* GetMsr(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        Operand.T(s, op) = s->Msr;
        return op + 1;
    }

    [Pattern("mtmsr", "011111 rs ---- l ----- 0010010010 -", Privileged = true, Ends = true)]
    public static DecodedOp* SetMsr32<TL>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TL : struct, IChoice
    {
        var low = TL.IsSet ? Interrupts : uint.MaxValue & ~Kept;
        return Replace(s, op, cpu, low);
    }

    [Pattern("mtmsrd", "011111 rs ---- l ----- 0010110010 -", Privileged = true, Ends = true)]
    public static DecodedOp* SetMsr64<TL>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TL : struct, IChoice => Replace(s, op, cpu, TL.IsSet ? Interrupts : ~Kept);

    private static DecodedOp* Replace(PowerCpuState* s, DecodedOp* op, PowerCpu cpu, ulong mask)
    {
        // The address of the next instruction is one of the old mode.
        var next = cpu.NextIp(op);
        cpu.SetMsr((s->Msr & ~mask) | (Operand.T(s, op) & mask));
        return cpu.LeaveTo(op, next);
    }

    private static DecodedOp* ReturnTo(PowerCpuState* s, DecodedOp* op, PowerCpu cpu, ulong address, ulong msr)
    {
        cpu.SetMsr(msr);
        return cpu.LeaveTo(op, (s->Msr & MsrBits.Sf) != 0 ? address & ~3UL : (uint)address & ~3u);
    }
}
