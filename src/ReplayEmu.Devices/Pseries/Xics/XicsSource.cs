namespace ReplayEmu.Devices.Pseries.Xics;

/// <summary>Bits of a source's status.</summary>
internal static class XicsSource
{
    /// <summary>A level source is asserted.</summary>
    public const byte Asserted = 1;

    /// <summary>A level source was sent and not ended.</summary>
    public const byte Sent = 2;

    /// <summary>A message came back because something more favoured was there.</summary>
    public const byte Rejected = 4;

    /// <summary>A message came while the source was off.</summary>
    public const byte PendingWhileOff = 8;

    /// <summary>Kind: level.</summary>
    public const byte Level = 1;

    /// <summary>Kind: message, or edge.</summary>
    public const byte Message = 2;
}
