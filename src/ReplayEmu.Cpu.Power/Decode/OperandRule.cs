using System;
using System.Collections.Generic;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Decode;

/// <summary>What a field is, and with that where in <see cref="DecodedOp"/> it goes.</summary>
internal enum OperandKind : byte
{
    /// <summary>General register.</summary>
    Gpr,

    /// <summary>General register, of which number 0 is the value zero.</summary>
    GprOrZero,

    /// <summary>Floating-point register: the first half of a vector-scalar register.</summary>
    Fpr,

    /// <summary>Vector register: vector-scalar registers 32 to 63.</summary>
    Vr,

    /// <summary>Vector-scalar register of six bits, one of them elsewhere.</summary>
    Vsr,

    /// <summary>Field of the condition register, as offset of its byte.</summary>
    CrField,

    /// <summary>A number as it is.</summary>
    Number,

    /// <summary>Signed immediate.</summary>
    Signed,

    /// <summary>Unsigned immediate.</summary>
    Unsigned,
}

/// <summary>Which member of <see cref="DecodedOp"/>.</summary>
internal enum OperandSlot : byte
{
    T,
    A,
    B,
    C,
    Imm,
}

/// <summary>One step of decoding operands.</summary>
internal readonly record struct OperandRule(OperandKind Kind, OperandSlot Slot, int Shift, int Width, int Extra)
{
    /// <summary>Bits that an immediate is moved left: DS, DQ and branch displacements are multiples of 4 or 16.</summary>
    private int Scale => Kind == OperandKind.Signed ? Extra : 0;

    /// <summary>The rules of a pattern; fields that are no operands (Rc, SPR numbers, hints) have none.</summary>
    public static OperandRule[] Of(PatternFieldInfo[] fields)
    {
        var rules = new List<OperandRule>();
        foreach (var field in fields)
        {
            if (Kinds(field.Name) is { } kind)
            {
                rules.Add(
                    new OperandRule(kind.Kind, kind.Slot, field.Shift, field.Width, kind.Extra)
                    {
                        Extra = kind.Kind == OperandKind.Vsr ? ExtraBit(fields, field.Name[1]) : kind.Extra,
                    }
                );
            }
        }

        return [.. rules];
    }

    public unsafe void Apply(uint word, DecodedOp* op)
    {
        var value = (word >> Shift) & ((1u << Width) - 1);
        ulong result = Kind switch
        {
            OperandKind.Gpr => value * 8,
            OperandKind.GprOrZero => value == 0 ? PowerCpuState.ZeroOffset : value * 8,
            OperandKind.Fpr => PowerCpuState.VsrOffset + (value * 16) + 8,
            OperandKind.Vr => PowerCpuState.VsrOffset + ((value + 32) * 16),
            OperandKind.Vsr => PowerCpuState.VsrOffset + ((value + ((word >> Extra & 1) << 5)) * 16),
            OperandKind.CrField => PowerCpuState.CrOffset + value,
            OperandKind.Signed => (ulong)((long)((ulong)value << (64 - Width)) >> (64 - Width - Scale)),
            _ => value,
        };
        switch (Slot)
        {
            case OperandSlot.T:
                op->T = (ushort)result;
                break;
            case OperandSlot.A:
                op->A = (ushort)result;
                break;
            case OperandSlot.B:
                op->B = (ushort)result;
                break;
            case OperandSlot.C:
                op->C = (ushort)result;
                break;
            default:
                op->Imm = result;
                break;
        }
    }

    private static (OperandKind Kind, OperandSlot Slot, int Extra)? Kinds(string name) =>
        name switch
        {
            "rt" or "rs" => (OperandKind.Gpr, OperandSlot.T, 0),
            "ra" => (OperandKind.Gpr, OperandSlot.A, 0),
            "ra0" => (OperandKind.GprOrZero, OperandSlot.A, 0),
            "rb" => (OperandKind.Gpr, OperandSlot.B, 0),
            "rd" => (OperandKind.Gpr, OperandSlot.C, 0),
            "ft" or "fs" => (OperandKind.Fpr, OperandSlot.T, 0),
            "fa" => (OperandKind.Fpr, OperandSlot.A, 0),
            "fb" => (OperandKind.Fpr, OperandSlot.B, 0),
            "fc" => (OperandKind.Fpr, OperandSlot.C, 0),
            "vt" or "vs" => (OperandKind.Vr, OperandSlot.T, 0),
            "va" => (OperandKind.Vr, OperandSlot.A, 0),
            "vb" => (OperandKind.Vr, OperandSlot.B, 0),
            "vc" => (OperandKind.Vr, OperandSlot.C, 0),
            "xt" or "xs" => (OperandKind.Vsr, OperandSlot.T, 0),
            "xa" => (OperandKind.Vsr, OperandSlot.A, 0),
            "xb" => (OperandKind.Vsr, OperandSlot.B, 0),
            "xc" => (OperandKind.Vsr, OperandSlot.C, 0),
            "bf" => (OperandKind.CrField, OperandSlot.T, 0),
            "bfa" => (OperandKind.CrField, OperandSlot.A, 0),
            "bt" or "bo" or "to" => (OperandKind.Number, OperandSlot.T, 0),
            "ba" or "bi" => (OperandKind.Number, OperandSlot.A, 0),
            "bb" => (OperandKind.Number, OperandSlot.B, 0),
            "si" => (OperandKind.Signed, OperandSlot.Imm, 0),
            "ds" or "li" or "bd" => (OperandKind.Signed, OperandSlot.Imm, 2),
            "dq" => (OperandKind.Signed, OperandSlot.Imm, 4),
            "sim" => (OperandKind.Signed, OperandSlot.Imm, 0),
            "ui" or "uim" or "sh" => (OperandKind.Unsigned, OperandSlot.Imm, 0),
            _ => null,
        };

    /// <summary>Where the sixth bit of a vector-scalar register's number is: TX or SX, AX, BX, CX.</summary>
    private static int ExtraBit(PatternFieldInfo[] fields, char letter)
    {
        var name = letter + "x";
        foreach (var field in fields)
        {
            if (field.Name == name)
            {
                return field.Shift;
            }
        }

        throw new InvalidOperationException($"a pattern has no field '{name}'");
    }
}
