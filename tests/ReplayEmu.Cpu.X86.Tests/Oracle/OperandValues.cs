using System;
using Iced.Intel;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>Registers and flags for one run of a form, such that it does not fault on the host.</summary>
internal static unsafe class OperandValues
{
    private const int Eax = 0;
    private const int Ecx = 1;
    private const int Edx = 2;
    private const int Ebx = 3;
    private const int Esi = 6;
    private const int Edi = 7;

    /// <summary>False when these values would fault.</summary>
    public static bool Choose(InstructionForm form, CaseRandom random, ReadOnlySpan<byte> data, RegisterFile* r)
    {
        for (var i = 0; i < 8; i++)
        {
            r->Gpr[i] = i == 4 ? 0 : random.Operand();
        }

        var direction = form.IsString && random.OneIn(2) ? Eflag.Direction : 0;
        r->Flags = ((uint)random.Next() & Eflag.Arithmetic) | direction;
        if (form.IsString)
        {
            ChoosePointers(form, random, r);
            return true;
        }

        ChooseCount(form, random, r);
        if (form.IsBitString && form.HasMemory)
        {
            // Within 4 KiB of the target.
            r->Gpr[InstructionForm.NumberOf(form.Instruction.Op1Register)] = (uint)(short)random.Next();
        }

        var target = form.HasMemory ? ChooseAddress(form, r) : 0;
        return form.Mnemonic switch
        {
            Mnemonic.Div or Mnemonic.Idiv => ChooseDividend(form, random, data, target, r),
            // The result is undefined, and processors of different vendors differ.
            Mnemonic.Shld or Mnemonic.Shrd => MaskedCount(form, *r) <= form.Width,
            Mnemonic.Cmpxchg or Mnemonic.Cmpxchg8b => ChooseExpected(form, random, data, target, r),
            _ => true,
        };
    }

    /// <summary>The shift count as the processor masks it, 0 for what is not a shift.</summary>
    public static int MaskedCount(InstructionForm form, in RegisterFile r)
    {
        var last = form.Instruction.OpCount - 1;
        return last < 1 ? 0
            : form.Instruction.GetOpKind(last) == OpKind.Immediate8 ? (int)form.Instruction.GetImmediate(last) & 31
            : (int)r.Gpr[Ecx] & 31;
    }

    private static void ChoosePointers(InstructionForm form, CaseRandom random, RegisterFile* r)
    {
        r->Gpr[Esi] = form.NewTarget();
        r->Gpr[Edi] = random.OneIn(3) ? r->Gpr[Esi] + (ulong)random.Below(9) - 4 : form.NewTarget();
        r->Gpr[Ecx] = (ulong)random.Below(random.OneIn(8) ? 1000 : 20);
        if (random.OneIn(2))
        {
            r->Gpr[Eax] = 0;
        }
    }

    private static void ChooseCount(InstructionForm form, CaseRandom random, RegisterFile* r)
    {
        if (form.Instruction.OpCount > 0 && random.OneIn(2))
        {
            r->Gpr[Ecx] = (r->Gpr[Ecx] & 0xffffff00) | (uint)random.Below(70);
        }
    }

    private static uint ChooseAddress(InstructionForm form, RegisterFile* r)
    {
        var instruction = form.Instruction;
        var displacement = (uint)instruction.MemoryDisplacement64;
        if (instruction.MemoryBase == Register.None)
        {
            return displacement;
        }

        var target = form.NewTarget();
        var index = instruction.MemoryIndex switch
        {
            Register.None => 0u,
            Register.AL => (byte)r->Gpr[Eax] + 0u,
            var register => (uint)r->Gpr[InstructionForm.NumberOf(register)] * (uint)instruction.MemoryIndexScale,
        };
        r->Gpr[InstructionForm.NumberOf(instruction.MemoryBase)] = target - displacement - index;
        return target;
    }

    private static ulong Value(InstructionForm form, ReadOnlySpan<byte> data, uint target, RegisterFile* r, int bytes)
    {
        ulong value;
        if (form.HasMemory)
        {
            value = BitConverter.ToUInt64(data[(int)(target - HostProcessor.DataAddress)..]);
        }
        else
        {
            var register = form.Instruction.Op0Register;
            value = r->Gpr[InstructionForm.NumberOf(register)];
            value >>= register is >= Register.AH and <= Register.BH ? 8 : 0;
        }

        return value & (ulong.MaxValue >> (64 - (8 * bytes)));
    }

    private static bool ChooseExpected(
        InstructionForm form,
        CaseRandom random,
        ReadOnlySpan<byte> data,
        uint target,
        RegisterFile* r
    )
    {
        if (random.OneIn(2))
        {
            var value = Value(form, data, target, r, form.Mnemonic == Mnemonic.Cmpxchg8b ? 8 : form.Width / 8);
            r->Gpr[Eax] = (uint)value;
            if (form.Mnemonic == Mnemonic.Cmpxchg8b)
            {
                r->Gpr[Edx] = value >> 32;
            }
        }

        return true;
    }

    /// <summary>A quotient that does not fit is #DE on the host: such values are not run.</summary>
    private static bool ChooseDividend(
        InstructionForm form,
        CaseRandom random,
        ReadOnlySpan<byte> data,
        uint target,
        RegisterFile* r
    )
    {
        var isSigned = form.Mnemonic == Mnemonic.Idiv;
        if (!random.OneIn(4))
        {
            var sign = isSigned && random.OneIn(2) ? uint.MaxValue : 0;
            if (form.Width == 8)
            {
                r->Gpr[Eax] = (r->Gpr[Eax] & 0xffff00ff) | (sign & 0xff00);
            }
            else
            {
                r->Gpr[Edx] = sign;
            }
        }

        var divisor = Value(form, data, target, r, form.Width / 8);
        if (divisor == 0)
        {
            return false;
        }

        var mask = uint.MaxValue >> (32 - form.Width);
        var high = form.Width == 8 ? (r->Gpr[Eax] >> 8) & 0xff : r->Gpr[Edx] & mask;
        if (!isSigned)
        {
            return high < divisor;
        }

        var shift = 128 - (2 * form.Width);
        var dividend = ((((Int128)high << form.Width) | (Int128)(r->Gpr[Eax] & mask)) << shift) >> shift;
        var by = ((Int128)divisor << (128 - form.Width)) >> (128 - form.Width);
        var quotient = dividend / by;
        var limit = (Int128)1 << (form.Width - 1);
        return quotient >= -limit && quotient < limit;
    }
}
