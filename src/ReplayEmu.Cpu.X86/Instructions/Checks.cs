using System.Numerics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.Mmu;
using ReplayEmu.Cpu.X86.State;
using Vector = ReplayEmu.Cpu.X86.Exceptions.Vector;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>BOUND and UD.</summary>
internal static unsafe class Checks
{
    [Executes<ushort>(Code.Bound_r16_m1616)]
    [Executes<uint>(Code.Bound_r32_m3232)]
    public static DecodedOp* Bound<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        var address = DecodedOp.EffectiveAddress(s, op);
        var above = (address + (ulong)sizeof(T)) & op->AddressMask;
        if (
            !Access.Read<T>(s, op, cpu, op->Segment, address, out var low)
            || !Access.Read<T>(s, op, cpu, op->Segment, above, out var high)
        )
        {
            return null;
        }

        var index = (long)Width.SignExtend<T>(Operand.Get<T>(s, op->Reg));
        var inside =
            index >= (long)Width.SignExtend<T>(Width.Extend(low))
            && index <= (long)Width.SignExtend<T>(Width.Extend(high));
        return inside ? op + 1 : cpu.Fault(op, Vector.BoundRange);
    }

    // csharpier-ignore-start
    [Executes(Code.Ud0, Code.Ud2, Code.Ud0_r16_rm16, Code.Ud0_r32_rm32)]
    [Executes(Code.Ud0_r64_rm64, Code.Ud1_r16_rm16, Code.Ud1_r32_rm32, Code.Ud1_r64_rm64)]
    // csharpier-ignore-end
    public static DecodedOp* Undefined(X86State* s, DecodedOp* op, X86Cpu cpu) => cpu.Fault(op, Vector.InvalidOpcode);

    /// <summary>
    /// Secure virtual machines are disabled by the firmware, as VM_CR says, so that EFER.SVME cannot be set: all of their
    /// instructions are undefined (AMD APM volume 2, 15.31 and 15.4).
    /// </summary>
    // csharpier-ignore-start
    [Executes(Code.Vmrunw, Code.Vmrund, Code.Vmrunq, Code.Vmmcall)]
    [Executes(Code.Vmloadw, Code.Vmloadd, Code.Vmloadq)]
    [Executes(Code.Vmsavew, Code.Vmsaved, Code.Vmsaveq)]
    [Executes(Code.Stgi, Code.Clgi, Code.Skinit)]
    [Executes(Code.Invlpgaw, Code.Invlpgad, Code.Invlpgaq)]
    // csharpier-ignore-end
    public static DecodedOp* NoVirtualMachines(X86State* s, DecodedOp* op, X86Cpu cpu) => Undefined(s, op, cpu);
}
