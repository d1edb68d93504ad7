using System.Numerics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>Jcc, JCXZ and LOOP. A branch that is not taken goes on in its block.</summary>
internal static unsafe class ControlConditional
{
    // csharpier-ignore-start
    [Executes<ushort, IfO>(Code.Jo_rel8_16, Code.Jo_rel16)]
    [Executes<uint, IfO>(Code.Jo_rel8_32, Code.Jo_rel32_32)]
    [Executes<ulong, IfO>(Code.Jo_rel8_64, Code.Jo_rel32_64)]
    [Executes<ushort, IfNo>(Code.Jno_rel8_16, Code.Jno_rel16)]
    [Executes<uint, IfNo>(Code.Jno_rel8_32, Code.Jno_rel32_32)]
    [Executes<ulong, IfNo>(Code.Jno_rel8_64, Code.Jno_rel32_64)]
    [Executes<ushort, IfB>(Code.Jb_rel8_16, Code.Jb_rel16)]
    [Executes<uint, IfB>(Code.Jb_rel8_32, Code.Jb_rel32_32)]
    [Executes<ulong, IfB>(Code.Jb_rel8_64, Code.Jb_rel32_64)]
    [Executes<ushort, IfAe>(Code.Jae_rel8_16, Code.Jae_rel16)]
    [Executes<uint, IfAe>(Code.Jae_rel8_32, Code.Jae_rel32_32)]
    [Executes<ulong, IfAe>(Code.Jae_rel8_64, Code.Jae_rel32_64)]
    [Executes<ushort, IfE>(Code.Je_rel8_16, Code.Je_rel16)]
    [Executes<uint, IfE>(Code.Je_rel8_32, Code.Je_rel32_32)]
    [Executes<ulong, IfE>(Code.Je_rel8_64, Code.Je_rel32_64)]
    [Executes<ushort, IfNe>(Code.Jne_rel8_16, Code.Jne_rel16)]
    [Executes<uint, IfNe>(Code.Jne_rel8_32, Code.Jne_rel32_32)]
    [Executes<ulong, IfNe>(Code.Jne_rel8_64, Code.Jne_rel32_64)]
    [Executes<ushort, IfBe>(Code.Jbe_rel8_16, Code.Jbe_rel16)]
    [Executes<uint, IfBe>(Code.Jbe_rel8_32, Code.Jbe_rel32_32)]
    [Executes<ulong, IfBe>(Code.Jbe_rel8_64, Code.Jbe_rel32_64)]
    [Executes<ushort, IfA>(Code.Ja_rel8_16, Code.Ja_rel16)]
    [Executes<uint, IfA>(Code.Ja_rel8_32, Code.Ja_rel32_32)]
    [Executes<ulong, IfA>(Code.Ja_rel8_64, Code.Ja_rel32_64)]
    [Executes<ushort, IfS>(Code.Js_rel8_16, Code.Js_rel16)]
    [Executes<uint, IfS>(Code.Js_rel8_32, Code.Js_rel32_32)]
    [Executes<ulong, IfS>(Code.Js_rel8_64, Code.Js_rel32_64)]
    [Executes<ushort, IfNs>(Code.Jns_rel8_16, Code.Jns_rel16)]
    [Executes<uint, IfNs>(Code.Jns_rel8_32, Code.Jns_rel32_32)]
    [Executes<ulong, IfNs>(Code.Jns_rel8_64, Code.Jns_rel32_64)]
    [Executes<ushort, IfP>(Code.Jp_rel8_16, Code.Jp_rel16)]
    [Executes<uint, IfP>(Code.Jp_rel8_32, Code.Jp_rel32_32)]
    [Executes<ulong, IfP>(Code.Jp_rel8_64, Code.Jp_rel32_64)]
    [Executes<ushort, IfNp>(Code.Jnp_rel8_16, Code.Jnp_rel16)]
    [Executes<uint, IfNp>(Code.Jnp_rel8_32, Code.Jnp_rel32_32)]
    [Executes<ulong, IfNp>(Code.Jnp_rel8_64, Code.Jnp_rel32_64)]
    [Executes<ushort, IfL>(Code.Jl_rel8_16, Code.Jl_rel16)]
    [Executes<uint, IfL>(Code.Jl_rel8_32, Code.Jl_rel32_32)]
    [Executes<ulong, IfL>(Code.Jl_rel8_64, Code.Jl_rel32_64)]
    [Executes<ushort, IfGe>(Code.Jge_rel8_16, Code.Jge_rel16)]
    [Executes<uint, IfGe>(Code.Jge_rel8_32, Code.Jge_rel32_32)]
    [Executes<ulong, IfGe>(Code.Jge_rel8_64, Code.Jge_rel32_64)]
    [Executes<ushort, IfLe>(Code.Jle_rel8_16, Code.Jle_rel16)]
    [Executes<uint, IfLe>(Code.Jle_rel8_32, Code.Jle_rel32_32)]
    [Executes<ulong, IfLe>(Code.Jle_rel8_64, Code.Jle_rel32_64)]
    [Executes<ushort, IfG>(Code.Jg_rel8_16, Code.Jg_rel16)]
    [Executes<uint, IfG>(Code.Jg_rel8_32, Code.Jg_rel32_32)]
    [Executes<ulong, IfG>(Code.Jg_rel8_64, Code.Jg_rel32_64)]
    // csharpier-ignore-end
    public static DecodedOp* Jcc<T, TCondition>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TCondition : struct, ICondition =>
        TCondition.Holds(s) ? cpu.TakeBranch(op, ControlWidth.Target<T>(op, cpu)) : op + 1;

    [Executes<ushort>(Code.Jcxz_rel8_16, Code.Jecxz_rel8_16)]
    [Executes<uint>(Code.Jcxz_rel8_32, Code.Jecxz_rel8_32)]
    [Executes<ulong>(Code.Jecxz_rel8_64, Code.Jrcxz_rel8_64)]
    public static DecodedOp* Jcxz<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T> =>
        (s->Gpr[Registers.Cx] & CountMask(op)) == 0 ? cpu.TakeBranch(op, ControlWidth.Target<T>(op, cpu)) : op + 1;

    [Executes<ushort>(Code.Loop_rel8_16_CX, Code.Loop_rel8_16_ECX)]
    [Executes<uint>(Code.Loop_rel8_32_CX, Code.Loop_rel8_32_ECX)]
    [Executes<ulong>(Code.Loop_rel8_64_ECX, Code.Loop_rel8_64_RCX)]
    public static DecodedOp* Loop<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T> => LoopIf<T>(s, op, cpu, true);

    [Executes<ushort>(Code.Loope_rel8_16_CX, Code.Loope_rel8_16_ECX)]
    [Executes<uint>(Code.Loope_rel8_32_CX, Code.Loope_rel8_32_ECX)]
    [Executes<ulong>(Code.Loope_rel8_64_ECX, Code.Loope_rel8_64_RCX)]
    public static DecodedOp* Loope<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T> => LoopIf<T>(s, op, cpu, LazyFlags.Zf(s));

    [Executes<ushort>(Code.Loopne_rel8_16_CX, Code.Loopne_rel8_16_ECX)]
    [Executes<uint>(Code.Loopne_rel8_32_CX, Code.Loopne_rel8_32_ECX)]
    [Executes<ulong>(Code.Loopne_rel8_64_ECX, Code.Loopne_rel8_64_RCX)]
    public static DecodedOp* Loopne<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T> => LoopIf<T>(s, op, cpu, !LazyFlags.Zf(s));

    private static DecodedOp* LoopIf<T>(X86State* s, DecodedOp* op, X86Cpu cpu, bool condition)
        where T : unmanaged, IBinaryInteger<T>
    {
        var mask = CountMask(op);
        var count = (s->Gpr[Registers.Cx] - 1) & mask;
        var taken = count != 0 && condition;
        var target = ControlWidth.Target<T>(op, cpu);
        if (taken && ControlWidth.IsOutside<T>(cpu, target))
        {
            return cpu.Fault(op, Exceptions.Vector.GeneralProtection, 0);
        }

        Registers.SetMasked(s, Registers.Cx, count, mask);
        return taken ? cpu.TakeBranch(op, target) : op + 1;
    }

    /// <summary>The counter is as wide as an address.</summary>
    private static ulong CountMask(DecodedOp* op) =>
        (Code)op->Code switch
        {
            Code.Jcxz_rel8_16
            or Code.Jcxz_rel8_32
            or Code.Loop_rel8_16_CX
            or Code.Loop_rel8_32_CX
            or Code.Loope_rel8_16_CX
            or Code.Loope_rel8_32_CX
            or Code.Loopne_rel8_16_CX
            or Code.Loopne_rel8_32_CX => 0xffff,
            Code.Jrcxz_rel8_64 or Code.Loop_rel8_64_RCX or Code.Loope_rel8_64_RCX or Code.Loopne_rel8_64_RCX =>
                ulong.MaxValue,
            _ => uint.MaxValue,
        };
}
