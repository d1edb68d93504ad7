using System;

namespace ReplayEmu.Devices.Storage.Scsi;

/// <summary>The data of one SCSI command.</summary>
public interface IScsiTransfer
{
    /// <summary>Bytes that the initiator gives.</summary>
    ulong OutLength { get; }

    /// <summary>Bytes that the initiator takes.</summary>
    ulong InLength { get; }

    /// <summary>Reads the next bytes of the initiator; false when there are fewer.</summary>
    bool TryRead(Span<byte> target);

    /// <summary>Gives the initiator bytes; what it has no room for is dropped.</summary>
    void Write(ReadOnlySpan<byte> source);
}
