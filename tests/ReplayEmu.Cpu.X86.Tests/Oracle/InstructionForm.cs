using System;
using Iced.Intel;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>One instruction with random operands, encodable for the host (64-bit mode) and for the guest (32-bit mode) alike.</summary>
internal sealed class InstructionForm
{
    /// <summary>Targets lie this far from both ends of the data, so that bit strings and repeats stay inside.</summary>
    private const int Margin = 0x1800;

    private static readonly Register[] bytes =
    [
        Register.AL,
        Register.CL,
        Register.DL,
        Register.BL,
        Register.AH,
        Register.CH,
        Register.DH,
        Register.BH,
    ];

    /// <summary>Numbers of the general registers in use: all but the stack pointer.</summary>
    private static readonly int[] numbers = [0, 1, 2, 3, 5, 6, 7];

    private readonly CaseRandom random;
    private Instruction instruction;

    public InstructionForm(Code code, CaseRandom random)
    {
        this.random = random;
        var info = code.ToOpCode();
        instruction.Code = code;
        Mnemonic = code.Mnemonic();
        IsBitString =
            Mnemonic is Mnemonic.Bt or Mnemonic.Bts or Mnemonic.Btr or Mnemonic.Btc
            && info.GetOpKind(1) is OpCodeOperandKind.r16_reg or OpCodeOperandKind.r32_reg;
        for (var i = 0; i < info.OpCount; i++)
        {
            SetOperand(i, info.GetOpKind(i));
        }

        if (info.CanUseLockPrefix && HasMemory && random.OneIn(4))
        {
            instruction.HasLockPrefix = true;
        }

        if (IsString && random.OneIn(2))
        {
            instruction.HasRepPrefix = random.OneIn(2);
            instruction.HasRepnePrefix = !instruction.HasRepPrefix;
        }
    }

    public Instruction Instruction => instruction;

    public Mnemonic Mnemonic { get; }

    public bool HasMemory { get; private set; }

    public bool IsString { get; private set; }

    public bool IsRepeated => instruction.HasRepPrefix || instruction.HasRepnePrefix;

    /// <summary>BT and its like with the bit number in a register.</summary>
    public bool IsBitString { get; }

    /// <summary>Operand width in bits.</summary>
    public int Width { get; private set; } = 32;

    /// <summary>Where the memory operand shall be; the base register is chosen to make it so.</summary>
    public uint NewTarget() =>
        HostProcessor.DataAddress + Margin + (uint)random.Below(HostProcessor.DataSize - (2 * Margin));

    /// <summary>Number of a general register, high-byte registers as their whole.</summary>
    public static int NumberOf(Register register) => (register.GetFullRegister32() - Register.EAX) & 7;

    private void SetOperand(int i, OpCodeOperandKind kind)
    {
        switch (kind)
        {
            case OpCodeOperandKind.r8_or_mem or OpCodeOperandKind.r16_or_mem or OpCodeOperandKind.r32_or_mem:
                Width = WidthOf(kind);
                if (random.OneIn(2))
                {
                    SetMemory(i);
                }
                else
                {
                    SetRegister(i, Any(Width));
                }

                break;
            case OpCodeOperandKind.mem:
                SetMemory(i);
                break;
            case OpCodeOperandKind.mem_offs:
                HasMemory = true;
                SetKind(i, OpKind.Memory);
                instruction.MemoryDisplSize = 4;
                instruction.MemoryDisplacement64 = NewTarget();
                break;
            case OpCodeOperandKind.seg_rBX_al:
                HasMemory = true;
                SetKind(i, OpKind.Memory);
                instruction.MemoryBase = Register.EBX;
                instruction.MemoryIndex = Register.AL;
                break;
            case OpCodeOperandKind.seg_rSI:
                IsString = true;
                SetKind(i, OpKind.MemorySegESI);
                break;
            case OpCodeOperandKind.es_rDI:
                IsString = true;
                SetKind(i, OpKind.MemoryESEDI);
                break;
            case OpCodeOperandKind.al:
                SetRegister(i, Register.AL);
                break;
            case OpCodeOperandKind.cl:
                SetRegister(i, Register.CL);
                break;
            case OpCodeOperandKind.ax:
                SetRegister(i, Register.AX);
                break;
            case OpCodeOperandKind.eax:
                SetRegister(i, Register.EAX);
                break;
            case OpCodeOperandKind.imm8:
                SetImmediate(i, OpKind.Immediate8, (byte)random.Operand());
                break;
            case OpCodeOperandKind.imm8_const_1:
                SetImmediate(i, OpKind.Immediate8, 1);
                break;
            case OpCodeOperandKind.imm8sex16:
                SetImmediate(i, OpKind.Immediate8to16, (ushort)(sbyte)random.Operand());
                break;
            case OpCodeOperandKind.imm8sex32:
                SetImmediate(i, OpKind.Immediate8to32, (uint)(sbyte)random.Operand());
                break;
            case OpCodeOperandKind.imm16:
                SetImmediate(i, OpKind.Immediate16, (ushort)random.Operand());
                break;
            case OpCodeOperandKind.imm32:
                SetImmediate(i, OpKind.Immediate32, random.Operand());
                break;
            default:
                SetRegister(i, Any(WidthOf(kind)));
                break;
        }
    }

    private static int WidthOf(OpCodeOperandKind kind) =>
        kind switch
        {
            OpCodeOperandKind.r8_or_mem or OpCodeOperandKind.r8_reg or OpCodeOperandKind.r8_opcode => 8,
            OpCodeOperandKind.r16_or_mem or OpCodeOperandKind.r16_reg or OpCodeOperandKind.r16_opcode => 16,
            _ => 32,
        };

    private Register Any(int width)
    {
        Register register;
        do
        {
            register = width switch
            {
                8 => bytes[random.Below(8)],
                16 => Register.AX + numbers[random.Below(7)],
                _ => Register.EAX + numbers[random.Below(7)],
            };
        } while (IsBitString && HasMemory && IsAddress(register));
        return register;
    }

    private bool IsAddress(Register register) =>
        NumberOf(register) == NumberOf(instruction.MemoryBase)
        || (instruction.MemoryIndex != Register.None && NumberOf(register) == NumberOf(instruction.MemoryIndex));

    /// <summary>EAX, ECX and EDX are kept free: division and comparison put chosen values there.</summary>
    private Register AddressRegister() => Register.EAX + numbers[3 + random.Below(4)];

    private void SetMemory(int i)
    {
        HasMemory = true;
        SetKind(i, OpKind.Memory);
        switch (random.Below(4))
        {
            case 0:
                instruction.MemoryDisplSize = 4;
                instruction.MemoryDisplacement64 = NewTarget();
                return;
            case 1:
                instruction.MemoryBase = AddressRegister();
                instruction.MemoryDisplSize = 1;
                instruction.MemoryDisplacement64 = (uint)(sbyte)random.Next();
                return;
            case 2:
                instruction.MemoryBase = AddressRegister();
                instruction.MemoryDisplSize = 4;
                instruction.MemoryDisplacement64 = (uint)random.Next();
                break;
            default:
                instruction.MemoryBase = AddressRegister();
                instruction.MemoryDisplSize = instruction.MemoryBase == Register.EBP ? 1 : 0;
                break;
        }

        Register index;
        do
        {
            index = AddressRegister();
        } while (index == instruction.MemoryBase);
        instruction.MemoryIndex = index;
        instruction.MemoryIndexScale = 1 << random.Below(4);
    }

    private void SetKind(int i, OpKind kind) => instruction.SetOpKind(i, kind);

    private void SetRegister(int i, Register register)
    {
        SetKind(i, OpKind.Register);
        instruction.SetOpRegister(i, register);
        Width = Math.Min(Width, register.GetSize() * 8);
    }

    private void SetImmediate(int i, OpKind kind, ulong value)
    {
        SetKind(i, kind);
        instruction.SetImmediate(i, value);
    }
}
