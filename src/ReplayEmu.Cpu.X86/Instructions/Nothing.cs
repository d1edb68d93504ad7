using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>Instructions that do nothing that a guest with coherent memory can see.</summary>
internal static unsafe class Nothing
{
    /// <summary>NOP, hints and the reserved NOPs: a memory operand is not accessed.</summary>
    // csharpier-ignore-start
    [Executes(Code.Nopw, Code.Nopd, Code.Nopq)]
    [Executes(Code.Nop_rm16, Code.Nop_rm32, Code.Nop_rm64, Code.Prefetch_m8, Code.Prefetchw_m8)]
    [Executes(Code.Prefetchwt1_m8, Code.Prefetchnta_m8, Code.Prefetcht0_m8)]
    [Executes(Code.Prefetcht1_m8, Code.Prefetcht2_m8, Code.Endbr32)]
    [Executes(Code.Endbr64, Code.Reservednop_rm16_r16_0F0D, Code.Reservednop_rm32_r32_0F0D)]
    [Executes(Code.Reservednop_rm64_r64_0F0D, Code.Reservednop_rm16_r16_0F18, Code.Reservednop_rm32_r32_0F18)]
    [Executes(Code.Reservednop_rm64_r64_0F18, Code.Reservednop_rm16_r16_0F19, Code.Reservednop_rm32_r32_0F19)]
    [Executes(Code.Reservednop_rm64_r64_0F19, Code.Reservednop_rm16_r16_0F1A, Code.Reservednop_rm32_r32_0F1A)]
    [Executes(Code.Reservednop_rm64_r64_0F1A, Code.Reservednop_rm16_r16_0F1B, Code.Reservednop_rm32_r32_0F1B)]
    [Executes(Code.Reservednop_rm64_r64_0F1B, Code.Reservednop_rm16_r16_0F1C, Code.Reservednop_rm32_r32_0F1C)]
    [Executes(Code.Reservednop_rm64_r64_0F1C, Code.Reservednop_rm16_r16_0F1D, Code.Reservednop_rm32_r32_0F1D)]
    [Executes(Code.Reservednop_rm64_r64_0F1D, Code.Reservednop_rm16_r16_0F1E, Code.Reservednop_rm32_r32_0F1E)]
    [Executes(Code.Reservednop_rm64_r64_0F1E, Code.Reservednop_rm16_r16_0F1F, Code.Reservednop_rm32_r32_0F1F)]
    [Executes(Code.Reservednop_rm64_r64_0F1F, Code.Prefetchreserved3_m8, Code.Prefetchreserved4_m8)]
    [Executes(Code.Prefetchreserved5_m8, Code.Prefetchreserved6_m8, Code.Prefetchreserved7_m8)]
    [Executes(Code.Cldemote_m8)]
    // csharpier-ignore-end
    public static DecodedOp* Nop(X86State* s, DecodedOp* op, X86Cpu cpu) => op + 1;

    /// <summary>PAUSE: a CPU that waits for another one lets it run.</summary>
    [Executes(Code.Pause)]
    public static DecodedOp* Pause(X86State* s, DecodedOp* op, X86Cpu cpu) =>
        cpu.HasSiblings ? cpu.Yield(op) : op + 1;

    /// <summary>Fences: accesses are in program order.</summary>
    // csharpier-ignore-start
    [Executes(Code.Lfence, Code.Mfence, Code.Sfence)]
    [Executes(Code.Lfence_E9, Code.Lfence_EA, Code.Lfence_EB)]
    [Executes(Code.Lfence_EC, Code.Lfence_ED, Code.Lfence_EE)]
    [Executes(Code.Lfence_EF, Code.Mfence_F1, Code.Mfence_F2)]
    [Executes(Code.Mfence_F3, Code.Mfence_F4, Code.Mfence_F5)]
    [Executes(Code.Mfence_F6, Code.Mfence_F7, Code.Sfence_F9)]
    [Executes(Code.Sfence_FA, Code.Sfence_FB, Code.Sfence_FC)]
    [Executes(Code.Sfence_FD, Code.Sfence_FE, Code.Sfence_FF)]
    // csharpier-ignore-end
    public static DecodedOp* Fence(X86State* s, DecodedOp* op, X86Cpu cpu) => op + 1;

    /// <summary>There is no cache, but a translation is needed, as for a load of a byte.</summary>
    [Executes(Code.Clflush_m8, Code.Clflushopt_m8, Code.Clwb_m8)]
    public static DecodedOp* Flush(X86State* s, DecodedOp* op, X86Cpu cpu) =>
        cpu.MayRead(op, op->Segment, DecodedOp.EffectiveAddress(s, op)) ? op + 1 : null;
}
