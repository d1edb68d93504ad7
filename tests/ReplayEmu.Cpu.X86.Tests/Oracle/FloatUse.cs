using System;
using System.Linq;
using Iced.Intel;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>Which floating-point and vector registers an instruction has to do with.</summary>
internal enum FloatKind
{
    None,
    X87,
    Vector,
}

/// <summary>Chooses floating-point and vector registers, control words and memory.</summary>
internal sealed unsafe class FloatUse
{
    /// <summary>A kind of numbers: text.</summary>
    private const int Characters = 3;
    private const uint MasksOfMxcsr = 0x1f80;
    private readonly Code code;

    private FloatUse(Code code, FloatKind kind)
    {
        this.code = code;
        Kind = kind;
    }

    public FloatKind Kind { get; }

    public static FloatUse Of(Code code)
    {
        var features = code.CpuidFeatures();
        var isX87 = features.Any(f => f is CpuidFeature.FPU or CpuidFeature.FPU287 or CpuidFeature.FPU387);
        // FISTTP is of SSE3, but an x87 instruction.
        isX87 |= code.Mnemonic() == Mnemonic.Fisttp;
        var isVector = features.Any(FloatCodes.IsFloat);
        return new FloatUse(
            code,
            isX87 ? FloatKind.X87
                : isVector ? FloatKind.Vector
                : FloatKind.None
        );
    }

    /// <summary>Registers for instructions that leave them alone.</summary>
    public static void Fill(CaseRandom random, ref CpuImage image)
    {
        image.Control = 0x37f;
        image.Mxcsr = MasksOfMxcsr;
        for (var i = 0; i < 32; i++)
        {
            image.Xmm[i] = random.Next();
        }

        for (var i = 0; i < 8; i++)
        {
            image.St[2 * i] = random.Next();
            image.St[(2 * i) + 1] = random.Next() & 0xffff;
        }
    }

    /// <param name="operand">Filled with what the memory operand may be.</param>
    public void Choose(CaseRandom random, ref CpuImage image, Span<ulong> operand)
    {
        var near = random.Below(0x7fff);
        ChooseControl(random, ref image);
        for (var i = 0; i < 8; i++)
        {
            (image.St[2 * i], image.St[(2 * i) + 1]) = FloatValues.Extended(random, near);
        }

        var compares =
            code.Mnemonic() is Mnemonic.Pcmpestri or Mnemonic.Pcmpestrm or Mnemonic.Pcmpistri or Mnemonic.Pcmpistrm;
        var kind = compares ? Characters : random.Below(Characters);
        if (compares)
        {
            // Lengths about those of the operands, of both signs.
            image.Gpr[0] = (uint)(random.Below(40) - 20);
            image.Gpr[2] = (uint)(random.Below(40) - 20);
        }

        if (Kind == FloatKind.Vector)
        {
            for (var i = 0; i < 32; i++)
            {
                image.Xmm[i] = Number(random, kind, near);
            }
        }

        for (var i = 0; i < operand.Length; i++)
        {
            operand[i] = Number(random, kind, near);
        }

        if (code == Code.Fld_m80fp)
        {
            (operand[0], var high) = FloatValues.Extended(random, near);
            operand[1] = high;
        }
        else if (code == Code.Fbld_m80bcd)
        {
            // Digits above nine are undefined.
            operand[0] = Digits(random) | (Digits(random) << 32);
            operand[1] = (Digits(random) & 0xff) | ((ulong)random.Below(2) << 15);
        }
    }

    private void ChooseControl(CaseRandom random, ref CpuImage image)
    {
        image.Control = (ushort)(0x40 | (random.OneIn(4) ? random.Below(64) : 0x3f) | (random.Below(16) << 8));
        // Flags already set are masked ones: nothing is pending.
        var flags = random.OneIn(2) ? random.Below(64) & image.Control : 0;
        image.Status = (ushort)(flags | (random.Below(256) << 7 & 0x4700) | (random.Below(8) << 11));
        image.Tags = (byte)(random.OneIn(4) ? random.Below(256) : 0xff);
        if (PushesStack(code) && !random.OneIn(4))
        {
            image.Tags &= (byte)~(1 << ((((image.Status >> 11) & 7) + 7) & 7));
        }

        // Unmasked exceptions of SSE would be signals to this process.
        image.Mxcsr = MasksOfMxcsr | (uint)(random.Below(4) << 13);
        image.Mxcsr |= (uint)(random.OneIn(4) ? random.Below(64) : 0);
        image.Mxcsr |= (random.OneIn(4) ? 0x40u : 0) | (random.OneIn(4) ? 0x8000u : 0);
    }

    private static ulong Number(CaseRandom random, int kind, int near) =>
        kind switch
        {
            0 => FloatValues.Double(random, near),
            1 => FloatValues.Single(random, near) | ((ulong)FloatValues.Single(random, near) << 32),
            Characters => Text(random),
            _ => FloatValues.Memory(random, near),
        };

    /// <summary>Eight bytes of few kinds.</summary>
    private static ulong Text(CaseRandom random)
    {
        var zeros = random.OneIn(2);
        ulong text = 0;
        for (var i = 0; i < 8; i++)
        {
            text = (text << 8) | (random.Below(zeros ? 6 : 40) == 0 ? 0 : (uint)(0x7d + random.Below(6)));
        }

        return text;
    }

    private static ulong Digits(CaseRandom random)
    {
        ulong digits = 0;
        for (var i = 0; i < 8; i++)
        {
            digits = (digits << 4) | (uint)random.Below(10);
        }

        return digits;
    }

    private static bool PushesStack(Code code) =>
        code.Mnemonic()
            is Mnemonic.Fld
                or Mnemonic.Fild
                or Mnemonic.Fbld
                or Mnemonic.Fxtract
                or Mnemonic.Fptan
                or Mnemonic.Fsincos
                or (>= Mnemonic.Fld1 and <= Mnemonic.Fldz);
}
