using NUnit.Framework;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Tests.Flags;

/// <summary>Every combination of flags can be stated, and equal flags have equal words.</summary>
[TestFixture]
internal sealed unsafe class LazyFlagsTests
{
    [Test]
    public void Every_combination_is_kept()
    {
        X86State state = default;
        foreach (var flags in Combinations())
        {
            LazyFlags.Set(&state, flags);
            Assert.That(LazyFlags.Get(&state), Is.EqualTo(flags));
        }
    }

    [Test]
    public void Flags_of_a_result_become_canonical()
    {
        X86State computed = default;
        X86State stated = default;
        LazyFlags.AfterAdd<byte>(&computed, 0x80, 0x80, 0x100);
        LazyFlags.Canonicalize(&computed);
        LazyFlags.Set(&stated, Eflag.Carry | Eflag.Overflow | Eflag.Zero | Eflag.Parity);
        Assert.That((computed.FlagResult, computed.FlagCarry), Is.EqualTo((stated.FlagResult, stated.FlagCarry)));
    }

    [Test]
    public void Replacing_one_flag_leaves_the_others()
    {
        X86State state = default;
        foreach (var flags in Combinations())
        {
            LazyFlags.Set(&state, flags);
            LazyFlags.SetCarry(&state, (flags & Eflag.Carry) == 0);
            LazyFlags.SetZero(&state, (flags & Eflag.Zero) == 0);
            LazyFlags.SetAdjust(&state, (flags & Eflag.Adjust) == 0);
            Assert.That(LazyFlags.Get(&state), Is.EqualTo(flags ^ (Eflag.Carry | Eflag.Zero | Eflag.Adjust)));
        }
    }

    [Test]
    public void Less_is_sign_unequal_overflow()
    {
        X86State state = default;
        foreach (var flags in Combinations())
        {
            LazyFlags.Set(&state, flags);
            Assert.That(
                LazyFlags.Less(&state),
                Is.EqualTo((flags & Eflag.Sign) != 0 != ((flags & Eflag.Overflow) != 0))
            );
        }
    }

    private static uint[] Combinations()
    {
        var all = new uint[64];
        uint[] bits = [Eflag.Carry, Eflag.Parity, Eflag.Adjust, Eflag.Zero, Eflag.Sign, Eflag.Overflow];
        for (var i = 0; i < 64; i++)
        {
            for (var bit = 0; bit < bits.Length; bit++)
            {
                all[i] |= (i >> bit & 1) != 0 ? bits[bit] : 0;
            }
        }

        return all;
    }
}
