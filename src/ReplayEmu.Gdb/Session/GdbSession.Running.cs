using System;
using System.Globalization;
using System.Linq;
using ReplayEmu.Gdb.Packets;
using ReplayEmu.Replay.Timeline;
using ReplayEmu.Replay.Timeline.Watches;

namespace ReplayEmu.Gdb.Session;

/// <content>Resuming in both directions, and what is answered when the target stops.</content>
public sealed partial class GdbSession
{
    private string? Resume(string packet)
    {
        var stop = packet switch
        {
            "vCont?" => (TimelineStop)0,
            "vMustReplyEmpty" => (TimelineStop)0,
            "bs" => timeline.StepBack(),
            "bc" => timeline.ContinueBack(),
            "s" => timeline.Step(),
            "c" => timeline.Continue(),
            _ when packet.StartsWith("vCont;s", StringComparison.Ordinal) => timeline.Step(),
            _ when packet.StartsWith("vCont;c", StringComparison.Ordinal) => timeline.Continue(),
            _ when packet[0] is 's' or 'c' => ResumeAt(packet),
            _ => (TimelineStop)0,
        };
        if (packet == "vCont?")
        {
            return "vCont;c;C;s;S";
        }

        if (packet.StartsWith("vKill", StringComparison.Ordinal))
        {
            over = true;
            return Ok;
        }

        return stop == 0 ? Unsupported : Stopped(stop);
    }

    /// <summary><c>s</c> and <c>c</c> with an address: it is written to the program counter first.</summary>
    private TimelineStop ResumeAt(string packet)
    {
        var number = cpu.DebugRegisters.TakeWhile(register => register.Type != "code_ptr").Count();
        if (!Hex.TryNumber(packet.AsSpan(1), out var address) || number >= cpu.DebugRegisters.Count)
        {
            return 0;
        }

        timeline.Fork();
        Span<byte> value = stackalloc byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(value, address);
        cpu.WriteRegister(number, value[..(cpu.DebugRegisters[number].Bits / 8)]);
        return packet[0] == 's' ? timeline.Step() : timeline.Continue();
    }

    private string Stopped(TimelineStop stop) =>
        stop switch
        {
            TimelineStop.Breakpoint => Stopped("T05")
                + (points.Contains((0, cpu.ProgramCounter)) ? "swbreak:;" : "hwbreak:;"),
            TimelineStop.Watch => Stopped("T05")
                + string.Create(
                    CultureInfo.InvariantCulture,
                    $"watch:{(timeline.WatchHit?.Watch as MemoryWatch)?.Address ?? 0:x};"
                ),
            TimelineStop.Begin => Stopped("T05") + "replaylog:begin;",
            TimelineStop.End => Stopped("T05") + "replaylog:end;",
            TimelineStop.Interrupted => Stopped("T02"),
            _ => Stopped("T05"),
        };

    private static string Stopped(string signal) => signal + "thread:01;";
}
