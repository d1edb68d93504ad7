using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Network.User;

/// <summary>Connections of the built-in HTTP server.</summary>
[StateStruct("http-server")]
public unsafe partial struct HttpServerState
{
    public const int Connections = 8;

    /// <summary>Bytes of a request that are looked at: its first line.</summary>
    public const int RequestBytes = 512;

    /// <summary>Requests as far as they have come.</summary>
    public fixed byte Requests[Connections * RequestBytes];

    /// <summary>Bytes of the answer that were sent, the end of the stream included when it was.</summary>
    public fixed ulong Sent[Connections];

    /// <summary>Bytes of the answer that the guest has confirmed.</summary>
    public fixed ulong Confirmed[Connections];

    /// <summary>The guest's address.</summary>
    public fixed uint Addresses[Connections];

    /// <summary>Sequence number of the first byte of the answer.</summary>
    public fixed uint First[Connections];

    /// <summary>Sequence number that the guest sends next.</summary>
    public fixed uint Expected[Connections];

    /// <summary>The guest's port, 0 when there is no connection.</summary>
    public fixed ushort Ports[Connections];

    /// <summary>See <see cref="HttpPhase"/>.</summary>
    public fixed ushort Phases[Connections];

    /// <summary>Number of the file, <see cref="ushort.MaxValue"/> for none.</summary>
    public fixed ushort Files[Connections];

    /// <summary>Status code of the answer.</summary>
    public fixed ushort Codes[Connections];

    /// <summary>Bytes of the request that have come.</summary>
    public fixed ushort RequestLengths[Connections];

    /// <summary>Bytes that the guest takes beyond those it has confirmed.</summary>
    public fixed ushort Windows[Connections];

    /// <summary>Confirmations in a row that say the same.</summary>
    public fixed ushort Repeats[Connections];

    /// <summary>1: no body follows the head.</summary>
    public fixed ushort HeadOnly[Connections];

    /// <summary>Connections so far; the next one's first sequence number comes from it.</summary>
    public uint Count;

    /// <summary>The connection that a new one replaces when there is no free place.</summary>
    public ushort Next;
    public ushort Reserved0;
}

/// <summary>What a connection waits for.</summary>
internal static class HttpPhase
{
    /// <summary>The rest of the request.</summary>
    public const ushort Request = 0;

    /// <summary>Confirmations of the answer and of its end.</summary>
    public const ushort Answer = 1;

    /// <summary>The guest's own end.</summary>
    public const ushort Closed = 2;
}
