using System;
using System.Linq;
using ReplayEmu.Gdb.Packets;
using ReplayEmu.Replay.Timeline;

namespace ReplayEmu.Gdb.Session;

/// <content>Resuming in both directions, and what is answered when the target stops.</content>
public sealed partial class GdbSession
{
    private string? Resume(string packet)
    {
        if (packet == "vCont?")
        {
            return "vCont;c;C;s;S;t;r";
        }

        if (packet.StartsWith("vKill", StringComparison.Ordinal))
        {
            over = true;
            return Ok;
        }

        var stop = packet switch
        {
            "bs" => timeline.StepBack(),
            "bc" => timeline.ContinueBack(),
            "s" => timeline.Step(),
            "c" => timeline.Continue(),
            _ when packet.StartsWith("vCont;", StringComparison.Ordinal) => ResumeAction(packet["vCont;".Length..]),
            _ when packet[0] is 's' or 'c' => ResumeAt(packet[0], packet.AsSpan(1)),
            _ when packet[0] is 'S' or 'C' => ResumeAt(packet[0], AfterSignal(packet)),
            _ => (TimelineStop)0,
        };
        return stop == 0 ? Unsupported : Stopped(stop);
    }

    /// <summary>The first action of a vCont is for the only thread. Signals do not exist here.</summary>
    private TimelineStop ResumeAction(string actions)
    {
        var end = actions.AsSpan().IndexOfAny(';', ':');
        var action = end >= 0 ? actions[..end] : actions;
        return action switch
        {
            "c" => timeline.Continue(),
            "s" => timeline.Step(),
            "t" => TimelineStop.Done,
            _ when action.StartsWith('C') => timeline.Continue(),
            _ when action.StartsWith('S') => timeline.Step(),
            _ when action.StartsWith('r') => StepRange(action.AsSpan(1)),
            _ => 0,
        };
    }

    /// <summary>Steps while the program counter is in a range.</summary>
    private TimelineStop StepRange(ReadOnlySpan<char> range)
    {
        var comma = range.IndexOf(',');
        if (
            comma < 0
            || !Hex.TryNumber(range[..comma], out var first)
            || !Hex.TryNumber(range[(comma + 1)..], out var behind)
        )
        {
            return 0;
        }

        TimelineStop stop;
        do
        {
            stop = timeline.Step();
        } while (
            stop == TimelineStop.Done
            && cpu.ProgramCounter >= first
            && cpu.ProgramCounter < behind
            && !timeline.IsAtBreakpoint
            && !PollInterrupt()
        );
        return interrupted ? TimelineStop.Interrupted : stop;
    }

    private static ReadOnlySpan<char> AfterSignal(string packet)
    {
        var semicolon = packet.IndexOf(';', StringComparison.Ordinal);
        return semicolon < 0 ? [] : packet.AsSpan(semicolon + 1);
    }

    /// <summary><c>s</c> and <c>c</c>, perhaps with an address: it is written to the program counter first.</summary>
    private TimelineStop ResumeAt(char action, ReadOnlySpan<char> place)
    {
        if (!place.IsEmpty)
        {
            var number = cpu
                .DebugRegisters.TakeWhile(register =>
                    register.Type != "code_ptr" || register.Architecture != architecture
                )
                .Count();
            if (!Hex.TryNumber(place, out var address) || number >= cpu.DebugRegisters.Count)
            {
                return 0;
            }

            Span<byte> value = stackalloc byte[8];
            System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(value, address);
            timeline.WriteRegister(number, value[..(cpu.DebugRegisters[number].Bits / 8)]);
        }

        return action is 's' or 'S' ? timeline.Step() : timeline.Continue();
    }

    private string Stopped(TimelineStop stop) =>
        stop switch
        {
            TimelineStop.Breakpoint => Stopped("T05")
                + (points.ContainsKey((0, cpu.ProgramCounter)) ? "swbreak:;" : "hwbreak:;"),
            TimelineStop.Watch => Stopped("T05") + WatchedAddress(),
            TimelineStop.Begin => Stopped("T05") + "replaylog:begin;",
            TimelineStop.End => Stopped("T05") + "replaylog:end;",
            TimelineStop.Interrupted => Stopped("T02"),
            _ => Stopped("T05"),
        };

    private static string Stopped(string signal) => signal + "thread:01;";
}
