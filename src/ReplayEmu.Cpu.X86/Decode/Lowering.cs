using Iced.Intel;
using ReplayEmu.Cpu.X86.Instructions;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Decode;

/// <summary>Turns a decoded instruction into the compact form that runs.</summary>
internal static unsafe class Lowering
{
    /// <summary>Fills everything but the place in the block (IpOffset, Left, Link).</summary>
    public static void Lower(in Instruction instruction, DecodedOp* op)
    {
        *op = default;
        op->Code = (ushort)instruction.Code;
        op->Length = (byte)instruction.Length;
        op->BaseOffset = op->IndexOffset = op->Reg = op->Rm = Registers.ZeroOffset;
        op->Segment = SegmentOf(instruction, Register.None);
        op->Prefixes = Prefixes(instruction);
        op->AddressShift = instruction.CodeSize switch
        {
            CodeSize.Code16 => 48,
            CodeSize.Code32 => 32,
            _ => 0,
        };
        var isMemory = false;
        var hasReg = false;
        var hasRm = false;
        var info = instruction.OpCode;
        for (var i = 0; i < instruction.OpCount; i++)
        {
            var kind = instruction.GetOpKind(i);
            switch (kind)
            {
                case OpKind.Register:
                    var offset = RegisterOffsets.Of(instruction.GetOpRegister(i));
                    if (!hasRm && IsRm(info.GetOpKind(i)))
                    {
                        op->Rm = offset;
                        hasRm = true;
                    }
                    else if (!hasReg)
                    {
                        op->Reg = offset;
                        hasReg = true;
                    }
                    else if (!hasRm)
                    {
                        op->Rm = offset;
                        hasRm = true;
                    }

                    break;
                case OpKind.NearBranch16:
                    op->Imm = (ulong)(short)instruction.NearBranch16;
                    break;
                case OpKind.NearBranch32:
                    op->Imm = (ulong)(int)instruction.NearBranch32;
                    break;
                case OpKind.NearBranch64:
                    op->Imm = instruction.NearBranch64;
                    break;
                case OpKind.FarBranch16:
                    op->Imm = instruction.FarBranch16 | ((ulong)instruction.FarBranchSelector << 32);
                    break;
                case OpKind.FarBranch32:
                    op->Imm = instruction.FarBranch32 | ((ulong)instruction.FarBranchSelector << 32);
                    break;
                case OpKind.Immediate8_2nd:
                    op->Imm |= (ulong)instruction.Immediate8_2nd << 16;
                    break;
                case OpKind.Memory:
                    isMemory = true;
                    LowerMemory(instruction, op);
                    if (info.GetOpKind(i) == OpCodeOperandKind.mem_offs)
                    {
                        op->Imm = instruction.MemoryDisplacement64;
                    }

                    break;
                case OpKind.MemorySegSI or OpKind.MemorySegDI or OpKind.MemoryESDI:
                    LowerImplied(instruction, op, 48);
                    break;
                case OpKind.MemorySegESI or OpKind.MemorySegEDI or OpKind.MemoryESEDI:
                    LowerImplied(instruction, op, 32);
                    break;
                case OpKind.MemorySegRSI or OpKind.MemorySegRDI or OpKind.MemoryESRDI:
                    LowerImplied(instruction, op, 0);
                    break;
                default:
                    op->Imm = instruction.GetImmediate(i);
                    break;
            }
        }

        op->Handler = InstructionTable.Find(instruction.Code, isMemory);
    }

    /// <summary>True when what follows in memory is not, or not in this state, what runs next.</summary>
    public static bool EndsBlock(in Instruction instruction) =>
        instruction.FlowControl is not (FlowControl.Next or FlowControl.ConditionalBranch)
        || instruction.Mnemonic
            is Mnemonic.Hlt
                or Mnemonic.Sti
                or Mnemonic.Popf
                or Mnemonic.Popfd
                or Mnemonic.Popfq
                or Mnemonic.Lmsw
                or Mnemonic.Wrmsr
                or Mnemonic.Invlpg
                or Mnemonic.Invpcid
        || (
            instruction.Op0Kind == OpKind.Register
            && instruction.Op0Register is Register.SS or Register.CR0 or Register.CR3 or Register.CR4
        );

    private static void LowerMemory(in Instruction instruction, DecodedOp* op)
    {
        var baseRegister = instruction.MemoryBase;
        op->Segment = SegmentOf(instruction, baseRegister);
        var index = instruction.MemoryIndex;
        var displacement = (long)instruction.MemoryDisplacement64;
        op->Disp = (int)displacement;
        op->Scale = (byte)int.Log2(instruction.MemoryIndexScale);
        if (baseRegister is Register.RIP or Register.EIP)
        {
            LowerRelative(op, displacement, baseRegister);
        }
        else if (baseRegister is not Register.None)
        {
            op->BaseOffset = RegisterOffsets.Of(baseRegister);
            op->AddressShift = AddressShift(baseRegister);
        }

        if (index is not (Register.None or Register.AL))
        {
            op->IndexOffset = RegisterOffsets.Of(index);
            op->AddressShift = AddressShift(index);
        }

        if (baseRegister is Register.None && index is Register.None)
        {
            op->AddressShift = instruction.MemoryDisplSize switch
            {
                2 => 48,
                4 => 32,
                _ => 0,
            };
        }
    }

    /// <summary>The decoder took the block's address as 0, so the displacement is that from the block.</summary>
    private static void LowerRelative(DecodedOp* op, long displacement, Register register)
    {
        op->BaseOffset = RegisterOffsets.CodeIp;
        op->AddressShift = (byte)(register == Register.EIP ? 32 : 0);
        if (register == Register.RIP && displacement > int.MaxValue)
        {
            const int scale = 3;
            op->IndexOffset = RegisterOffsets.AddressBias;
            op->Scale = scale;
            op->Disp = (int)(displacement - ((long)X86State.AddressBiasValue << scale));
        }
    }

    private static void LowerImplied(in Instruction instruction, DecodedOp* op, byte shift)
    {
        op->AddressShift = shift;
        op->Segment = SegmentOf(instruction, Register.None);
    }

    private static byte Prefixes(in Instruction instruction) =>
        (byte)(
            (instruction.HasRepPrefix ? OpPrefix.Rep : 0)
            | (instruction.HasRepnePrefix ? OpPrefix.Repne : 0)
            | (instruction.HasLockPrefix ? OpPrefix.Lock : 0)
        );

    private static byte AddressShift(Register register) =>
        register switch
        {
            >= Register.AX and <= Register.R15W => 48,
            >= Register.EAX and <= Register.R15D => 32,
            _ => 0,
        };

    /// <summary>In 64-bit mode the prefixes of ES CS SS DS are ignored; only the fault's vector tells SS from DS there.</summary>
    private static byte SegmentOf(in Instruction instruction, Register baseRegister)
    {
        var register = instruction.MemorySegment;
        if (register is Register.FS or Register.GS || instruction.CodeSize != CodeSize.Code64)
        {
            return register is >= Register.ES and <= Register.GS
                ? (byte)(register - Register.ES)
                : (byte)SegmentIndex.Ds;
        }

        return baseRegister is Register.RSP or Register.RBP or Register.ESP or Register.EBP
            ? (byte)SegmentIndex.Ss
            : (byte)SegmentIndex.Ds;
    }

    private static bool IsRm(OpCodeOperandKind kind) =>
        kind
            is OpCodeOperandKind.r8_or_mem
                or OpCodeOperandKind.r16_or_mem
                or OpCodeOperandKind.r32_or_mem
                or OpCodeOperandKind.r32_or_mem_mpx
                or OpCodeOperandKind.r64_or_mem
                or OpCodeOperandKind.r64_or_mem_mpx
                or OpCodeOperandKind.mm_or_mem
                or OpCodeOperandKind.xmm_or_mem
                or OpCodeOperandKind.r16_rm
                or OpCodeOperandKind.r32_rm
                or OpCodeOperandKind.r64_rm
                or OpCodeOperandKind.mm_rm
                or OpCodeOperandKind.xmm_rm;
}
