using System.Collections.Generic;

namespace ReplayEmu.Cpu.Power.Fuzz;

/// <summary>One instruction with the state before it: everything random from a seed, but for some places.</summary>
internal sealed class VectorCase
{
    public required string Name { get; init; }

    public uint Word { get; set; }

    public ulong Seed { get; init; }

    /// <summary>Values at offsets of <see cref="VectorLayout"/>, in the order they are put there.</summary>
    public List<(int Offset, ulong Value)> Places { get; } = [];

    /// <summary>The state as 8-byte numbers.</summary>
    public ulong[] Expand()
    {
        var random = new SplitMix(Seed);
        var state = new ulong[VectorLayout.Size / 8];
        for (var i = 0; i < VectorLayout.Code / 8; i++)
        {
            state[i] = Interesting(ref random);
        }

        state[VectorLayout.Cr / 8] = (uint)random.Next();
        state[VectorLayout.Xer / 8] = random.Next() & 0xe00c007f;
        // From a stream of their own, so that what cases of other instructions have stays the same.
        var floats = new SplitMix(~Seed);
        for (var i = 0; i < 64; i++)
        {
            var (high, low) = FloatOperands.Register(ref floats);
            state[(VectorLayout.Vsr / 8) + (2 * i)] = high;
            state[(VectorLayout.Vsr / 8) + (2 * i) + 1] = low;
        }

        state[VectorLayout.Fpscr / 8] = FloatOperands.StatusRegister(ref floats);
        state[(VectorLayout.Vscr / 8) - 1] = 0;
        // In both halves, for it is the last word, which depends on byte order.
        state[VectorLayout.Vscr / 8] = state[(VectorLayout.Vscr / 8) + 1] = random.Next() & 0x00010001;
        state[VectorLayout.Lr / 8] &= ~3UL;
        foreach (var (offset, value) in Places)
        {
            state[offset / 8] = value;
        }

        return state;
    }

    /// <summary>A number at or near a boundary, or any.</summary>
    public static ulong Interesting(ref SplitMix random)
    {
        var any = random.Next();
        return (any >> 60) switch
        {
            0 => 0,
            1 => ulong.MaxValue,
            2 => any & 0xff,
            3 => (ulong)(sbyte)any,
            4 => 1UL << (int)(any & 63),
            5 => (1UL << (int)(any & 63)) - 1,
            6 => ulong.MaxValue << (int)(any & 63),
            7 => (ulong)(int)random.Next(),
            8 => (uint)random.Next(),
            9 => 0x8000000000000000,
            _ => random.Next(),
        };
    }
}
