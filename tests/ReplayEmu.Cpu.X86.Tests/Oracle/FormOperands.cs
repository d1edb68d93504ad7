using System;
using Iced.Intel;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <content>Operands by kind.</content>
internal sealed partial class Form
{
    private const int StackPointer = 4;

    private void SetOperand(int i, OpCodeOperandKind kind)
    {
        switch (kind)
        {
            case OpCodeOperandKind.mem:
                SetMemory(i);
                break;
            case OpCodeOperandKind.mem_offs:
                HasMemory = true;
                SetKind(i, OpKind.Memory);
                instruction.MemoryDisplSize = Bitness / 8;
                instruction.MemoryDisplacement64 = (ulong)NewTarget();
                break;
            case OpCodeOperandKind.r8_or_mem
            or OpCodeOperandKind.r16_or_mem
            or OpCodeOperandKind.r32_or_mem
            or OpCodeOperandKind.r64_or_mem
            or OpCodeOperandKind.r16_reg_mem
            or OpCodeOperandKind.r32_reg_mem
            or OpCodeOperandKind.r64_reg_mem
            or OpCodeOperandKind.mm_or_mem
            or OpCodeOperandKind.xmm_or_mem when random.OneIn(2):
                SetMemory(i);
                Width = Math.Min(Width, WidthOf(kind));
                break;
            case OpCodeOperandKind.seg_rBX_al:
                HasMemory = true;
                SetKind(i, OpKind.Memory);
                instruction.MemoryBase = Bitness == 64 ? Register.RBX : Register.EBX;
                instruction.MemoryIndex = Register.AL;
                break;
            case OpCodeOperandKind.seg_rSI:
                SetString(i, Bitness == 64 ? OpKind.MemorySegRSI : OpKind.MemorySegESI);
                break;
            case OpCodeOperandKind.es_rDI:
                SetString(i, Bitness == 64 ? OpKind.MemoryESRDI : OpKind.MemoryESEDI);
                break;
            case OpCodeOperandKind.seg_rDI:
                HasMemory = true;
                SetKind(i, Bitness == 64 ? OpKind.MemorySegRDI : OpKind.MemorySegEDI);
                break;
            case OpCodeOperandKind.br16_1 or OpCodeOperandKind.br32_1 or OpCodeOperandKind.br64_1:
            case OpCodeOperandKind.br16_2 or OpCodeOperandKind.br32_4 or OpCodeOperandKind.br64_4:
                SetKind(i, Bitness == 64 ? OpKind.NearBranch64 : OpKind.NearBranch32);
                instruction.NearBranch64 = OracleMemory.Target;
                break;
            default:
                if (!SetImmediate(i, kind))
                {
                    SetRegister(i, FixedRegister(kind) is var fixedOne and not Register.None ? fixedOne : Any(kind));
                }

                break;
        }
    }

    private bool SetImmediate(int i, OpCodeOperandKind kind)
    {
        var value = random.Operand64();
        var (opKind, immediate) = kind switch
        {
            OpCodeOperandKind.imm8 => (OpKind.Immediate8, (byte)Immediate8(value)),
            OpCodeOperandKind.imm8_const_1 => (OpKind.Immediate8, 1UL),
            OpCodeOperandKind.imm8sex16 => (OpKind.Immediate8to16, (ushort)(sbyte)value),
            OpCodeOperandKind.imm8sex32 => (OpKind.Immediate8to32, (uint)(sbyte)value),
            OpCodeOperandKind.imm8sex64 => (OpKind.Immediate8to64, (ulong)(sbyte)value),
            OpCodeOperandKind.imm16 => (OpKind.Immediate16, (ushort)Immediate16(value)),
            OpCodeOperandKind.imm32 => (OpKind.Immediate32, (uint)value),
            OpCodeOperandKind.imm32sex64 => (OpKind.Immediate32to64, (ulong)(int)value),
            OpCodeOperandKind.imm64 => (OpKind.Immediate64, value),
            _ => (OpKind.Register, 0UL),
        };
        if (opKind == OpKind.Register)
        {
            return false;
        }

        if (i > 0 && instruction.GetOpKind(i - 1) is OpKind.Immediate8 or OpKind.Immediate16)
        {
            // The second immediate of ENTER and EXTRQ.
            opKind = OpKind.Immediate8_2nd;
            immediate = Mnemonic == Mnemonic.Enter ? (ulong)random.Below(4) : (byte)value;
        }

        SetKind(i, opKind);
        instruction.SetImmediate(i, immediate);
        return true;
    }

    /// <summary>AAM divides by it; shifts of vectors and selections want small ones.</summary>
    private ulong Immediate8(ulong value) =>
        Mnemonic == Mnemonic.Aam
            ? (value & 0xff) == 0
                ? 10
                : value
            : random.OneIn(2)
                ? value & 0x1f
                : random.OneIn(2)
                    ? random.Next()
                    : value;

    private ulong Immediate16(ulong value) => Mnemonic is Mnemonic.Enter or Mnemonic.Ret ? value & 0x7f : value;

    private static Register FixedRegister(OpCodeOperandKind kind) =>
        kind switch
        {
            OpCodeOperandKind.al => Register.AL,
            OpCodeOperandKind.cl => Register.CL,
            OpCodeOperandKind.ax => Register.AX,
            OpCodeOperandKind.dx => Register.DX,
            OpCodeOperandKind.eax => Register.EAX,
            OpCodeOperandKind.rax => Register.RAX,
            OpCodeOperandKind.es => Register.ES,
            OpCodeOperandKind.cs => Register.CS,
            OpCodeOperandKind.ss => Register.SS,
            OpCodeOperandKind.ds => Register.DS,
            OpCodeOperandKind.fs => Register.FS,
            OpCodeOperandKind.gs => Register.GS,
            OpCodeOperandKind.st0 => Register.ST0,
            _ => Register.None,
        };

    private static int WidthOf(OpCodeOperandKind kind) =>
        kind switch
        {
            OpCodeOperandKind.r8_or_mem or OpCodeOperandKind.r8_reg or OpCodeOperandKind.r8_opcode => 8,
            OpCodeOperandKind.r16_or_mem
            or OpCodeOperandKind.r16_reg
            or OpCodeOperandKind.r16_rm
            or OpCodeOperandKind.r16_opcode
            or OpCodeOperandKind.r16_reg_mem => 16,
            OpCodeOperandKind.r32_or_mem
            or OpCodeOperandKind.r32_reg
            or OpCodeOperandKind.r32_rm
            or OpCodeOperandKind.r32_opcode
            or OpCodeOperandKind.r32_reg_mem => 32,
            OpCodeOperandKind.r64_or_mem
            or OpCodeOperandKind.r64_reg
            or OpCodeOperandKind.r64_rm
            or OpCodeOperandKind.r64_opcode
            or OpCodeOperandKind.r64_reg_mem => 64,
            _ => 0,
        };

    private Register Any(OpCodeOperandKind kind)
    {
        switch (kind)
        {
            case OpCodeOperandKind.xmm_reg or OpCodeOperandKind.xmm_rm or OpCodeOperandKind.xmm_or_mem:
                return Register.XMM0 + random.Below(extended ? 16 : 8);
            case OpCodeOperandKind.mm_reg or OpCodeOperandKind.mm_rm or OpCodeOperandKind.mm_or_mem:
                return Register.MM0 + random.Below(8);
            case OpCodeOperandKind.sti_opcode:
                return Register.ST0 + random.Below(8);
            case OpCodeOperandKind.seg_reg:
                // Only DS and ES can be loaded without harm to the host.
                var loads = Info.GetOpKind(0) == kind;
                return loads ? (random.OneIn(2) ? Register.DS : Register.ES) : Register.ES + random.Below(6);
        }

        var width = WidthOf(kind);
        if (width == 0)
        {
            throw new NotSupportedException($"{instruction.Code}: operand {kind}");
        }

        Register register;
        do
        {
            register = width switch
            {
                8 => AnyByte(),
                16 => Register.AX + AnyNumber(),
                32 => Register.EAX + AnyNumber(),
                _ => Register.RAX + AnyNumber(),
            };
        } while (IsBitString && HasMemory && (NumberOf(register) == StackPointer || IsAddress(NumberOf(register))));
        Width = Math.Min(Width, width);
        return register;
    }

    /// <summary>High-byte registers do not go with a REX prefix, which extended forms and those of 64 bits have.</summary>
    private Register AnyByte()
    {
        if (!extended)
        {
            return Register.AL + random.Below(Info.OperandSize == 64 ? 4 : 8);
        }

        var number = random.Below(16);
        return number < 4 ? Register.AL + number
            : number < 8 ? Register.SPL + (number - 4)
            : Register.R8L + (number - 8);
    }

    /// <summary>All but mostly the stack pointer.</summary>
    private int AnyNumber()
    {
        var number = random.Below(extended ? 16 : 8);
        return number == 4 && !random.OneIn(8) ? 3 : number;
    }

    /// <summary>RAX, RCX and RDX are kept free: division and comparison put chosen values there.</summary>
    private Register AddressRegister(bool narrow)
    {
        var number = 3 + random.Below(extended ? 13 : 5);
        number = number == 4 ? 3 : number;
        return (Bitness == 64 && !narrow ? Register.RAX : Register.EAX) + number;
    }

    private void SetString(int i, OpKind kind)
    {
        IsString = true;
        SetKind(i, kind);
    }

    private void SetMemory(int i)
    {
        HasMemory = true;
        SetKind(i, OpKind.Memory);
        // In 64-bit mode one in eight has an address of 32 bits.
        var narrow = Bitness == 64 && random.OneIn(8);
        switch (random.Below(5))
        {
            case 0:
                instruction.MemoryDisplSize = narrow ? 4 : Bitness / 8;
                instruction.MemoryDisplacement64 = (ulong)NewTarget();
                return;
            case 1:
                instruction.MemoryBase = AddressRegister(narrow);
                instruction.MemoryDisplSize = 1;
                instruction.MemoryDisplacement64 = Displacement((sbyte)random.Next(), narrow);
                return;
            case 2 when Bitness == 64:
                instruction.MemoryBase = Register.RIP;
                instruction.MemoryDisplSize = 8;
                instruction.MemoryDisplacement64 = (ulong)NewTarget();
                return;
            case 2 or 3:
                instruction.MemoryBase = AddressRegister(narrow);
                instruction.MemoryDisplSize = Bitness == 64 && !narrow ? 8 : 4;
                instruction.MemoryDisplacement64 = Displacement((int)random.Next(), narrow);
                break;
            default:
                instruction.MemoryBase = AddressRegister(narrow);
                instruction.MemoryDisplSize = NumberOf(instruction.MemoryBase) is 5 or 13 ? 1 : 0;
                break;
        }

        do
        {
            instruction.MemoryIndex = AddressRegister(narrow);
        } while (instruction.MemoryIndex == instruction.MemoryBase);
        instruction.MemoryIndexScale = 1 << random.Below(4);
    }

    private ulong Displacement(int value, bool narrow) => Bitness == 64 && !narrow ? (ulong)value : (uint)value;

    private void SetKind(int i, OpKind kind) => instruction.SetOpKind(i, kind);

    private void SetRegister(int i, Register register)
    {
        SetKind(i, OpKind.Register);
        instruction.SetOpRegister(i, register);
        if (register.IsGPR() && Info.GetOpKind(i) is not OpCodeOperandKind.cl)
        {
            Width = Math.Min(Width, register.GetSize() * 8);
        }
    }
}
