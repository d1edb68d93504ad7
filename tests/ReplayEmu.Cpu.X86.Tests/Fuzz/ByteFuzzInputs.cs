using System;
using System.Buffers.Binary;
using ReplayEmu.Cpu.X86.Tests.Oracle;
using ReplayEmu.Machine.Gate;

namespace ReplayEmu.Cpu.X86.Tests.Fuzz;

/// <summary>
/// The live gate: random lots, started at every eighth byte. It also asks the machine to stop at random ticks between, where nothing
/// happens; a replay does not, and must be the same.
/// </summary>
internal sealed class ByteFuzzInputs(ulong seed, ulong lots) : IInputs
{
    /// <summary>Ticks that each start gets.</summary>
    public const ulong TicksPerStart = 20;
    private const int Step = 8;
    private const ulong StartsPerLot = ByteFuzzMachine.LotSize / Step;
    private readonly CaseRandom random = new(seed);
    private readonly byte[] lot = new byte[ByteFuzzMachine.LotSize];
    private readonly byte[] start = new byte[ByteFuzzMachine.StartSize];
    private ulong starts;
    private bool lotIsIn;
    private ulong between;

    /// <summary>Ticks of the whole run.</summary>
    public ulong Ticks => lots * StartsPerLot * TicksPerStart;

    private ulong NextStart => starts * TicksPerStart;

    public ulong NextPoll(ulong icount) => between > icount ? Math.Min(between, NextStart) : NextStart;

    public bool TryTake(ulong icount, out InputEvent input)
    {
        input = default;
        if (icount < NextStart || starts >= lots * StartsPerLot)
        {
            return false;
        }

        if (starts % StartsPerLot == 0 && !lotIsIn)
        {
            NextLot();
            lotIsIn = true;
            input = new InputEvent(ByteFuzzMachine.BytesPort, lot);
            return true;
        }

        var number = random.Next();
        BinaryPrimitives.WriteUInt64LittleEndian(start, number);
        start[8] = (byte)(starts % StartsPerLot * Step);
        input = new InputEvent(ByteFuzzMachine.StartPort, start);
        starts++;
        lotIsIn = false;
        between = icount + 1 + (number % (TicksPerStart + 8));
        return true;
    }

    public ulong Idle(ulong icount, ulong wake) => Math.Min(wake, NextStart);

    private void NextLot()
    {
        for (var i = 0; i < lot.Length; i += 8)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(lot.AsSpan(i), random.Next());
        }

        // What has prefixes and two opcode bytes would be rare.
        ReadOnlySpan<byte> likely = [0x0f, 0x0f, 0x66, 0xf3, 0xf2, 0x48, 0xf0, 0x67];
        for (var i = 0; i < lot.Length / 16; i++)
        {
            lot[random.Below(lot.Length)] = likely[random.Below(likely.Length)];
        }
    }
}
