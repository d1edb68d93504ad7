using System;
using System.Collections.Generic;
using System.Linq;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>Which implemented codes the host can check: the same encoding-independent semantics in 32- and 64-bit mode, user mode, no stack.</summary>
internal static class OracleCodes
{
    private static readonly string[] families =
    [
        "Add Or Adc Sbb And Sub Xor Cmp Test Inc Dec Neg Not Mul Imul Div Idiv",
        "Mov Movzx Movsx Movnti Lea Bswap Xchg Xadd Cmpxchg Cmpxchg8b Xlatb",
        "Cbw Cwde Cwd Cdq Lahf Sahf Cmc Clc Stc Cld Std Nop Pause Lfence Mfence Sfence",
        "Shl Sal Shr Sar Rol Ror Rcl Rcr Shld Shrd Bt Bts Btr Btc Bsf Bsr Lzcnt Popcnt Crc32 Movbe",
        "Seto Setno Setb Setae Sete Setne Setbe Seta Sets Setns Setp Setnp Setl Setge Setle Setg",
        "Cmovo Cmovno Cmovb Cmovae Cmove Cmovne Cmovbe Cmova Cmovs Cmovns Cmovp Cmovnp Cmovl Cmovge Cmovle Cmovg",
        "Movsb Movsw Movsd Stosb Stosw Stosd Lodsb Lodsw Lodsd Cmpsb Cmpsw Cmpsd Scasb Scasw Scasd",
    ];

    private static readonly HashSet<OpCodeOperandKind> operands =
    [
        OpCodeOperandKind.mem,
        OpCodeOperandKind.mem_offs,
        OpCodeOperandKind.r8_or_mem,
        OpCodeOperandKind.r16_or_mem,
        OpCodeOperandKind.r32_or_mem,
        OpCodeOperandKind.r8_reg,
        OpCodeOperandKind.r16_reg,
        OpCodeOperandKind.r32_reg,
        OpCodeOperandKind.r8_opcode,
        OpCodeOperandKind.r16_opcode,
        OpCodeOperandKind.r32_opcode,
        OpCodeOperandKind.al,
        OpCodeOperandKind.cl,
        OpCodeOperandKind.ax,
        OpCodeOperandKind.eax,
        OpCodeOperandKind.imm8,
        OpCodeOperandKind.imm8_const_1,
        OpCodeOperandKind.imm8sex16,
        OpCodeOperandKind.imm8sex32,
        OpCodeOperandKind.imm16,
        OpCodeOperandKind.imm32,
        OpCodeOperandKind.seg_rSI,
        OpCodeOperandKind.es_rDI,
        OpCodeOperandKind.seg_rBX_al,
    ];

    /// <summary>Codes of these families that are implemented and exist in both modes.</summary>
    public static List<Code> All()
    {
        var mnemonics = families.SelectMany(line => line.Split(' ')).Select(Enum.Parse<Mnemonic>).ToHashSet();
        var codes = new List<Code>();
        foreach (var code in InstructionTable.Implemented)
        {
            var info = code.ToOpCode();
            if (
                mnemonics.Contains(code.Mnemonic())
                && info.Mode32
                && info.Mode64
                // BSWAP of 16 bits is undefined.
                && code != Code.Bswap_r16
                && Enumerable.Range(0, info.OpCount).All(i => operands.Contains(info.GetOpKind(i)))
            )
            {
                codes.Add(code);
            }
        }

        return codes;
    }
}
