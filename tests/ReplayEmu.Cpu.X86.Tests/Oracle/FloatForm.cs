using System;
using Iced.Intel;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>A floating-point or vector instruction with random operands; memory is at ESI.</summary>
internal sealed class FloatForm
{
    private readonly CaseRandom random;
    private Instruction instruction;

    public FloatForm(Code code, CaseRandom random)
    {
        this.random = random;
        var info = code.ToOpCode();
        instruction.Code = code;
        var memory = random.OneIn(2);
        for (var i = 0; i < info.OpCount; i++)
        {
            Set(i, info.GetOpKind(i), memory);
        }
    }

    public Instruction Instruction => instruction;

    public bool HasMemory { get; private set; }

    private void Set(int i, OpCodeOperandKind kind, bool memory)
    {
        switch (kind)
        {
            case OpCodeOperandKind.mem:
                SetMemory(i);
                break;
            case OpCodeOperandKind.xmm_or_mem when memory:
            case OpCodeOperandKind.mm_or_mem when memory:
            case OpCodeOperandKind.r32_or_mem when memory:
            case OpCodeOperandKind.r16_or_mem when memory:
            case OpCodeOperandKind.r8_or_mem when memory:
            case OpCodeOperandKind.r32_reg_mem when memory:
                SetMemory(i);
                break;
            case OpCodeOperandKind.xmm_reg or OpCodeOperandKind.xmm_rm or OpCodeOperandKind.xmm_or_mem:
                SetRegister(i, Register.XMM0 + random.Below(8));
                break;
            case OpCodeOperandKind.mm_reg or OpCodeOperandKind.mm_rm or OpCodeOperandKind.mm_or_mem:
                SetRegister(i, Register.MM0 + random.Below(8));
                break;
            case OpCodeOperandKind.r32_reg or OpCodeOperandKind.r32_rm or OpCodeOperandKind.r32_or_mem:
            case OpCodeOperandKind.r32_reg_mem:
                SetRegister(i, Register.EAX + random.Below(4));
                break;
            case OpCodeOperandKind.r16_reg or OpCodeOperandKind.r16_or_mem:
                SetRegister(i, Register.AX + random.Below(4));
                break;
            case OpCodeOperandKind.r8_reg or OpCodeOperandKind.r8_or_mem:
                SetRegister(i, Register.AL + random.Below(4));
                break;
            case OpCodeOperandKind.st0:
                SetRegister(i, Register.ST0);
                break;
            case OpCodeOperandKind.sti_opcode:
                SetRegister(i, Register.ST0 + random.Below(8));
                break;
            case OpCodeOperandKind.ax:
                SetRegister(i, Register.AX);
                break;
            case OpCodeOperandKind.imm8:
                if (i > 0 && instruction.GetOpKind(i - 1) == OpKind.Immediate8)
                {
                    instruction.SetOpKind(i, OpKind.Immediate8_2nd);
                    instruction.Immediate8_2nd = (byte)random.Below(256);
                    break;
                }

                instruction.SetOpKind(i, OpKind.Immediate8);
                instruction.Immediate8 = (byte)(random.OneIn(2) ? random.Below(32) : random.Below(256));
                break;
            case OpCodeOperandKind.seg_rDI:
                HasMemory = true;
                instruction.SetOpKind(i, OpKind.MemorySegEDI);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), $"{instruction.Code} operand {kind}");
        }
    }

    private void SetMemory(int i)
    {
        HasMemory = true;
        instruction.SetOpKind(i, OpKind.Memory);
        instruction.MemoryBase = Register.ESI;
    }

    private void SetRegister(int i, Register register)
    {
        instruction.SetOpKind(i, OpKind.Register);
        instruction.SetOpRegister(i, register);
    }
}
