using System.Numerics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>SETcc and CMOVcc.</summary>
internal static unsafe class Conditional
{
    // csharpier-ignore-start
    [Executes<IfO>(Code.Seto_rm8)]
    [Executes<IfNo>(Code.Setno_rm8)]
    [Executes<IfB>(Code.Setb_rm8)]
    [Executes<IfAe>(Code.Setae_rm8)]
    [Executes<IfE>(Code.Sete_rm8)]
    [Executes<IfNe>(Code.Setne_rm8)]
    [Executes<IfBe>(Code.Setbe_rm8)]
    [Executes<IfA>(Code.Seta_rm8)]
    [Executes<IfS>(Code.Sets_rm8)]
    [Executes<IfNs>(Code.Setns_rm8)]
    [Executes<IfP>(Code.Setp_rm8)]
    [Executes<IfNp>(Code.Setnp_rm8)]
    [Executes<IfL>(Code.Setl_rm8)]
    [Executes<IfGe>(Code.Setge_rm8)]
    [Executes<IfLe>(Code.Setle_rm8)]
    [Executes<IfG>(Code.Setg_rm8)]
    // csharpier-ignore-end
    public static DecodedOp* Set<TCondition, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TCondition : struct, ICondition
        where TPlace : struct, IPlace =>
        Operand.Write<byte, TPlace>(s, op, cpu, TCondition.Holds(s) ? 1UL : 0) ? op + 1 : null;

    /// <summary>The source is read, and can fault, whatever the condition; a 32-bit destination loses its upper half in any case.</summary>
    // csharpier-ignore-start
    [Executes<ushort, IfO>(Code.Cmovo_r16_rm16)]
    [Executes<uint, IfO>(Code.Cmovo_r32_rm32)]
    [Executes<ulong, IfO>(Code.Cmovo_r64_rm64)]
    [Executes<ushort, IfNo>(Code.Cmovno_r16_rm16)]
    [Executes<uint, IfNo>(Code.Cmovno_r32_rm32)]
    [Executes<ulong, IfNo>(Code.Cmovno_r64_rm64)]
    [Executes<ushort, IfB>(Code.Cmovb_r16_rm16)]
    [Executes<uint, IfB>(Code.Cmovb_r32_rm32)]
    [Executes<ulong, IfB>(Code.Cmovb_r64_rm64)]
    [Executes<ushort, IfAe>(Code.Cmovae_r16_rm16)]
    [Executes<uint, IfAe>(Code.Cmovae_r32_rm32)]
    [Executes<ulong, IfAe>(Code.Cmovae_r64_rm64)]
    [Executes<ushort, IfE>(Code.Cmove_r16_rm16)]
    [Executes<uint, IfE>(Code.Cmove_r32_rm32)]
    [Executes<ulong, IfE>(Code.Cmove_r64_rm64)]
    [Executes<ushort, IfNe>(Code.Cmovne_r16_rm16)]
    [Executes<uint, IfNe>(Code.Cmovne_r32_rm32)]
    [Executes<ulong, IfNe>(Code.Cmovne_r64_rm64)]
    [Executes<ushort, IfBe>(Code.Cmovbe_r16_rm16)]
    [Executes<uint, IfBe>(Code.Cmovbe_r32_rm32)]
    [Executes<ulong, IfBe>(Code.Cmovbe_r64_rm64)]
    [Executes<ushort, IfA>(Code.Cmova_r16_rm16)]
    [Executes<uint, IfA>(Code.Cmova_r32_rm32)]
    [Executes<ulong, IfA>(Code.Cmova_r64_rm64)]
    [Executes<ushort, IfS>(Code.Cmovs_r16_rm16)]
    [Executes<uint, IfS>(Code.Cmovs_r32_rm32)]
    [Executes<ulong, IfS>(Code.Cmovs_r64_rm64)]
    [Executes<ushort, IfNs>(Code.Cmovns_r16_rm16)]
    [Executes<uint, IfNs>(Code.Cmovns_r32_rm32)]
    [Executes<ulong, IfNs>(Code.Cmovns_r64_rm64)]
    [Executes<ushort, IfP>(Code.Cmovp_r16_rm16)]
    [Executes<uint, IfP>(Code.Cmovp_r32_rm32)]
    [Executes<ulong, IfP>(Code.Cmovp_r64_rm64)]
    [Executes<ushort, IfNp>(Code.Cmovnp_r16_rm16)]
    [Executes<uint, IfNp>(Code.Cmovnp_r32_rm32)]
    [Executes<ulong, IfNp>(Code.Cmovnp_r64_rm64)]
    [Executes<ushort, IfL>(Code.Cmovl_r16_rm16)]
    [Executes<uint, IfL>(Code.Cmovl_r32_rm32)]
    [Executes<ulong, IfL>(Code.Cmovl_r64_rm64)]
    [Executes<ushort, IfGe>(Code.Cmovge_r16_rm16)]
    [Executes<uint, IfGe>(Code.Cmovge_r32_rm32)]
    [Executes<ulong, IfGe>(Code.Cmovge_r64_rm64)]
    [Executes<ushort, IfLe>(Code.Cmovle_r16_rm16)]
    [Executes<uint, IfLe>(Code.Cmovle_r32_rm32)]
    [Executes<ulong, IfLe>(Code.Cmovle_r64_rm64)]
    [Executes<ushort, IfG>(Code.Cmovg_r16_rm16)]
    [Executes<uint, IfG>(Code.Cmovg_r32_rm32)]
    [Executes<ulong, IfG>(Code.Cmovg_r64_rm64)]
    // csharpier-ignore-end
    public static DecodedOp* Move<T, TCondition, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TCondition : struct, ICondition
        where TPlace : struct, IPlace
    {
        if (!Operand.Read<T, TPlace>(s, op, cpu, out var value))
        {
            return null;
        }

        Operand.Set<T>(s, op->Reg, TCondition.Holds(s) ? value : Operand.Get<T>(s, op->Reg));
        return op + 1;
    }
}
