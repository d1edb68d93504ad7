using System;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>Chooses what a floating-point or vector instruction starts from; moves it into and out of a guest.</summary>
internal static unsafe class FloatStart
{
    /// <param name="operand">Filled with memory at ESI.</param>
    public static FloatImage Choose(Code code, CaseRandom random, Span<ulong> operand)
    {
        var image = default(FloatImage);
        var near = random.Below(0x7fff);
        image.Control = (ushort)(0x40 | (random.OneIn(4) ? random.Below(64) : 0x3f) | (random.Below(16) << 8));
        // Flags already set are masked ones: nothing is pending.
        var flags = random.OneIn(2) ? random.Below(64) & image.Control : 0;
        image.Status = (ushort)(flags | (random.Below(256) << 7 & 0x4700) | (random.Below(8) << 11));
        image.Tags = (byte)(random.OneIn(4) ? random.Below(256) : 0xff);
        if (PushesStack(code) && random.Below(4) != 0)
        {
            image.Tags &= (byte)~(1 << ((((image.Status >> 11) & 7) + 7) & 7));
        }

        image.Mxcsr = 0x1f80u | (uint)(random.Below(4) << 13);
        image.Mxcsr |= (uint)(random.OneIn(4) ? random.Below(64) : 0);
        image.Mxcsr |= (random.OneIn(4) ? 0x40u : 0) | (random.OneIn(4) ? 0x8000u : 0);
        for (var i = 0; i < 8; i++)
        {
            (image.St[2 * i], image.St[(2 * i) + 1]) = FloatValues.Extended(random, near);
        }

        var kind = ComparesStrings(code) ? 3 : random.Below(3);
        for (var i = 0; i < 16; i++)
        {
            image.Xmm[i] = kind switch
            {
                0 => FloatValues.Double(random, near),
                1 => FloatValues.Single(random, near) | ((ulong)FloatValues.Single(random, near) << 32),
                3 => Characters(random),
                _ => FloatValues.Memory(random, near),
            };
        }

        for (var i = 0; i < operand.Length; i++)
        {
            operand[i] = kind switch
            {
                0 => FloatValues.Double(random, near),
                1 => FloatValues.Single(random, near) | ((ulong)FloatValues.Single(random, near) << 32),
                3 => Characters(random),
                _ => FloatValues.Memory(random, near),
            };
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

        for (var i = 0; i < 8; i++)
        {
            image.Gpr[i] = random.Operand();
        }

        if (ComparesStrings(code))
        {
            // Lengths about those of the operands, of both signs.
            image.Gpr[0] = (uint)(random.Below(40) - 20);
            image.Gpr[2] = (uint)(random.Below(40) - 20);
        }

        image.Gpr[6] = image.Gpr[7] = HostProcessor.DataAddress;
        image.Flags = 2 | ((uint)random.Next() & Eflag.Arithmetic);
        return image;
    }

    public static void Put(X86State* state, in FloatImage image)
    {
        state->FpuControl = image.Control;
        state->FpuStatus = image.Status;
        state->FpuTag = 0;
        state->Mxcsr = image.Mxcsr;
        var top = image.Status >> 11;
        for (var i = 0; i < 8; i++)
        {
            state->FpuTag |= (ushort)((image.Tags >> i & 1) != 0 ? 0 : 3 << (2 * i));
            var physical = (top + i) & 7;
            state->FpuRegisters[2 * physical] = image.St[2 * i];
            state->FpuRegisters[(2 * physical) + 1] = image.St[(2 * i) + 1];
            state->Gpr[i] = image.Gpr[i];
        }

        for (var i = 0; i < 32; i++)
        {
            state->Xmm[i] = image.Xmm[i];
        }

        LazyFlags.Set(state, (uint)image.Flags);
    }

    public static FloatImage Get(X86State* state)
    {
        var image = default(FloatImage);
        image.Control = state->FpuControl;
        image.Status = state->FpuStatus;
        image.Mxcsr = state->Mxcsr;
        var top = image.Status >> 11;
        for (var i = 0; i < 8; i++)
        {
            image.Tags |= (byte)(((state->FpuTag >> (2 * i)) & 3) == 3 ? 0 : 1 << i);
            var physical = (top + i) & 7;
            image.St[2 * i] = state->FpuRegisters[2 * physical];
            image.St[(2 * i) + 1] = state->FpuRegisters[(2 * physical) + 1];
        }

        for (var i = 0; i < 32; i++)
        {
            image.Xmm[i] = state->Xmm[i];
        }

        return image;
    }

    private static bool ComparesStrings(Code code) =>
        code.Mnemonic() is Mnemonic.Pcmpestri or Mnemonic.Pcmpestrm or Mnemonic.Pcmpistri or Mnemonic.Pcmpistrm;

    /// <summary>Eight bytes of few kinds.</summary>
    private static ulong Characters(CaseRandom random)
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
