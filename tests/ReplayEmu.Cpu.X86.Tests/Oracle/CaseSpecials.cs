using System;
using System.Buffers.Binary;
using Iced.Intel;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <content>What single instructions want of their operands.</content>
internal sealed unsafe partial class CaseStart
{
    /// <summary>EFLAGS that user mode may pop without harm to what comes after: no trap, no alignment check, no nested task.</summary>
    private const uint Poppable = Eflag.Arithmetic | Eflag.Direction | 2;

    /// <summary>The shift count as the processor masks it, 0 for what is not a shift.</summary>
    public int MaskedCount(in CpuImage image)
    {
        var last = form.Instruction.OpCount - 1;
        var mask = form.Width == 64 ? 63 : 31;
        return last < 1 ? 0
            : form.Instruction.GetOpKind(last) == OpKind.Immediate8 ? (int)form.Instruction.GetImmediate(last) & mask
            : (int)image.Gpr[Rcx] & mask;
    }

    /// <summary>False when these values would fault, or give what the manual leaves undefined.</summary>
    private bool Suits(Span<byte> data, Span<byte> operand, ref CpuImage image)
    {
        var stack = data[(int)(image.Gpr[Rsp] - OracleMemory.Base)..];
        switch (form.Mnemonic)
        {
            case Mnemonic.Div or Mnemonic.Idiv:
                return ChooseDividend(operand, ref image);
            case Mnemonic.Shld or Mnemonic.Shrd:
                return MaskedCount(image) <= form.Width;
            case Mnemonic.Cmpxchg or Mnemonic.Cmpxchg8b or Mnemonic.Cmpxchg16b:
                ChooseExpected(operand, ref image);
                break;
            case Mnemonic.Jmp
            or Mnemonic.Call when form.Info.OpCount == 1 && form.Instruction.Op0Kind == OpKind.Register:
                var number = Form.NumberOf(form.Instruction.Op0Register);
                image.Gpr[number] = OracleMemory.Target;
                return number != Rsp;
            case Mnemonic.Jmp or Mnemonic.Call when form.HasMemory:
                BinaryPrimitives.WriteUInt64LittleEndian(operand, OracleMemory.Target);
                break;
            case Mnemonic.Ret:
                BinaryPrimitives.WriteUInt64LittleEndian(stack, OracleMemory.Target);
                break;
            case Mnemonic.Loop
            or Mnemonic.Loope
            or Mnemonic.Loopne
            or Mnemonic.Jecxz
            or Mnemonic.Jrcxz
            or Mnemonic.Jcxz:
                image.Gpr[Rcx] = random.OneIn(2) ? (ulong)random.Below(3) : image.Gpr[Rcx];
                break;
            case Mnemonic.Popf or Mnemonic.Popfd or Mnemonic.Popfq:
                BinaryPrimitives.WriteUInt64LittleEndian(stack, ((uint)random.Next() & Poppable) | 2);
                break;
            case Mnemonic.Pop when form.Instruction.Op0Register.IsSegmentRegister():
                BinaryPrimitives.WriteUInt64LittleEndian(stack, OracleMemory.DataSelector);
                break;
            case Mnemonic.Mov when form.Instruction.Op0Register.IsSegmentRegister():
                BinaryPrimitives.WriteUInt64LittleEndian(operand, OracleMemory.DataSelector);
                return form.HasMemory || SetSelector(ref image);
            case Mnemonic.Lds or Mnemonic.Les:
                BinaryPrimitives.WriteUInt16LittleEndian(operand[(form.Width / 8)..], OracleMemory.DataSelector);
                break;
            case Mnemonic.Enter or Mnemonic.Leave:
                image.Gpr[Rbp] = (ulong)(OracleMemory.Stack + 0x80 + (8 * random.Below(8)));
                break;
            case Mnemonic.Bound:
                // Every index is within.
                BinaryPrimitives.WriteUInt64LittleEndian(operand, form.Width == 16 ? 0x7fff8000UL : 0x7fffffff80000000);
                break;
            case Mnemonic.Into:
                image.Flags &= ~(ulong)Eflag.Overflow;
                break;
            case Mnemonic.Fxrstor or Mnemonic.Fxrstor64:
                // Unmasked exceptions stay pending without harm, reserved bits of MXCSR do not.
                BinaryPrimitives.WriteUInt32LittleEndian(operand[24..], (uint)random.Next() & 0xffff);
                break;
            case Mnemonic.Ldmxcsr:
                BinaryPrimitives.WriteUInt32LittleEndian(operand, (uint)random.Next() & 0xffff);
                break;
        }

        return true;
    }

    private bool SetSelector(ref CpuImage image)
    {
        var number = Form.NumberOf(form.Instruction.Op1Register);
        image.Gpr[number] = (image.Gpr[number] & ~0xffffUL) | OracleMemory.DataSelector;
        return number != Rsp;
    }

    /// <summary>The first operand, or the given number of bytes of it.</summary>
    private ulong Value(Span<byte> operand, in CpuImage image, int bytes)
    {
        ulong value;
        if (form.HasMemory)
        {
            value = BinaryPrimitives.ReadUInt64LittleEndian(operand);
        }
        else
        {
            var register = form.Instruction.Op0Register;
            value = image.Gpr[Form.NumberOf(register)];
            value >>= register is >= Register.AH and <= Register.BH ? 8 : 0;
        }

        return value & (ulong.MaxValue >> (64 - (8 * bytes)));
    }

    private void ChooseExpected(Span<byte> operand, ref CpuImage image)
    {
        if (random.OneIn(2))
        {
            return;
        }

        var bytes = form.Mnemonic switch
        {
            Mnemonic.Cmpxchg8b => 4,
            Mnemonic.Cmpxchg16b => 8,
            _ => form.Width / 8,
        };
        image.Gpr[Rax] = Value(operand, image, bytes);
        if (form.Mnemonic != Mnemonic.Cmpxchg)
        {
            image.Gpr[Rdx] = Value(operand[bytes..], image, bytes);
        }
    }

    /// <summary>A quotient that does not fit is #DE on the host: such values are not run.</summary>
    private bool ChooseDividend(Span<byte> operand, ref CpuImage image)
    {
        var width = form.Width;
        var isSigned = form.Mnemonic == Mnemonic.Idiv;
        var mask = ulong.MaxValue >> (64 - width);
        if (!random.OneIn(4))
        {
            var sign = isSigned && (long)(image.Gpr[Rax] << (64 - width)) < 0 ? ulong.MaxValue : 0;
            if (width == 8)
            {
                image.Gpr[Rax] = (image.Gpr[Rax] & ~0xff00UL) | (sign & 0xff00);
            }
            else
            {
                image.Gpr[Rdx] = sign & mask;
            }
        }

        var divisor = Value(operand, image, width / 8);
        if (divisor == 0)
        {
            return false;
        }

        var high = width == 8 ? (image.Gpr[Rax] >> 8) & 0xff : image.Gpr[Rdx] & mask;
        if (!isSigned)
        {
            return high < divisor;
        }

        var shift = 128 - (2 * width);
        var dividend = (Int128)((((UInt128)high << width) | (image.Gpr[Rax] & mask)) << shift) >> shift;
        var by = (Int128)((UInt128)divisor << (128 - width)) >> (128 - width);
        if (dividend == Int128.MinValue)
        {
            return false;
        }

        var quotient = dividend / by;
        var limit = (Int128)1 << (width - 1);
        return quotient >= -limit && quotient < limit;
    }
}
