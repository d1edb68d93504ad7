using System;
using System.Text;
using ReplayEmu.Gdb.Packets;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Cpu;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Replay.Timeline;

namespace ReplayEmu.Gdb.Session;

/// <summary>
/// One debugger on one timeline, by gdb's remote serial protocol (gdb manual, appendix E). A client that sends nonsense gets
/// errors or empty answers, never more.
/// </summary>
public sealed partial class GdbSession
{
    private const string Ok = "OK";
    private const string Failed = "E01";
    private const string Unsupported = "";

    private readonly TraceTimeline timeline;
    private readonly IDebuggerConnection connection;
    private readonly IDebugCpu cpu;
    private readonly PacketReader reader = new();
    private readonly byte[] buffer = new byte[4096];
    private readonly string architecture;
    private readonly string targetXml;
    private byte[] lastAnswer = [];
    private int length;
    private int at;
    private bool acknowledges = true;
    private bool interrupted;
    private bool over;

    /// <param name="timeline">Where it stands is where the session begins.</param>
    /// <param name="connection">To the debugger.</param>
    /// <param name="architecture">gdb's name of the registers to show; null for those of the CPU's present mode.</param>
    /// <exception cref="ConfigurationException">The machine's CPU cannot be debugged.</exception>
    public GdbSession(TraceTimeline timeline, IDebuggerConnection connection, string? architecture = null)
    {
        (this.timeline, this.connection) = (timeline, connection);
        cpu =
            timeline.Machine.Cpus[0] as IDebugCpu
            ?? throw new ConfigurationException("the CPU of this machine cannot be debugged");
        this.architecture = architecture ?? cpu.DebugArchitecture;
        targetXml = TargetXml.Of(cpu, this.architecture);
        timeline.BreakpointCondition = IsWanted;
    }

    /// <summary>Lists what happened around a place, for <c>monitor events</c>.</summary>
    public Func<ulong, int, string>? Events { get; init; }

    /// <summary>Serves until the debugger detaches, kills or goes away.</summary>
    public void Serve()
    {
        while (!over)
        {
            if (at == length)
            {
                at = 0;
                length = connection.Read(buffer);
                if (length <= 0)
                {
                    return;
                }
            }

            Handle(reader.Take(buffer[at++]));
        }
    }

    /// <summary>Asked during runs: the debugger sent Ctrl-C.</summary>
    public bool PollInterrupt()
    {
        // Nothing but Ctrl-C (and acknowledgements) may come while the target runs; what follows it is kept.
        if (at == length && connection.HasData)
        {
            at = 0;
            length = connection.Read(buffer);
            if (length <= 0)
            {
                (length, over, interrupted) = (0, true, true);
            }
        }

        while (at < length && buffer[at] is 3 or (byte)'+')
        {
            interrupted |= buffer[at++] == 3;
        }

        return interrupted;
    }

    private void Handle(PacketEvent what)
    {
        switch (what)
        {
            case PacketEvent.Packet:
                Acknowledge((byte)'+');
                interrupted = false;
                var packet = Encoding.Latin1.GetString(reader.Content);
                Answer(Dispatch(packet));
                acknowledges &= packet != "QStartNoAckMode";
                break;
            case PacketEvent.Damaged:
                Acknowledge((byte)'-');
                break;
            case PacketEvent.Repeat when acknowledges && lastAnswer.Length > 0:
                connection.Write(lastAnswer);
                break;
            case PacketEvent.Interrupt:
                Answer(Stopped("T02"));
                break;
            default:
                break;
        }
    }

    private void Acknowledge(byte sign)
    {
        if (acknowledges)
        {
            connection.Write([sign]);
        }
    }

    private void Answer(string? answer)
    {
        if (answer is not null)
        {
            lastAnswer = PacketWriter.Frame(answer);
            connection.Write(lastAnswer);
        }
    }

    private string? Dispatch(string packet)
    {
        if (packet.Length == 0)
        {
            return Unsupported;
        }

        var rest = packet.AsSpan(1);
        switch (packet[0])
        {
            case '?':
                return Stopped("T05");
            case '!':
                return Ok;
            case 'g':
                return ReadRegisters();
            case 'G':
                return WriteRegisters(rest);
            case 'p':
                return ReadRegister(rest);
            case 'P':
                return WriteRegister(rest);
            case 'm':
                return ReadMemory(rest);
            case 'M':
                return WriteMemory(rest);
            case 'X':
                return WriteBinary(packet[1..]);
            case 'Z' or 'z':
                return SetPoint(rest, packet[0] == 'Z');
            case 's' or 'c' or 'S' or 'C' or 'b' or 'v':
                return Resume(packet);
            case 'H' or 'T':
                return Ok;
            case 'q' or 'Q':
                return Query(packet);
            case 'D':
                over = true;
                return Ok;
            case 'k':
                over = true;
                return null;
            default:
                return Unsupported;
        }
    }
}
