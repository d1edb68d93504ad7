using System;
using System.Buffers.Binary;

namespace ReplayEmu.Devices.Storage.Scsi;

/// <summary>A SCSI disk: executes one command at a time, at once.</summary>
public sealed unsafe class ScsiDisk
{
    private const int ChunkSize = 64 << 10;
    private const int UnmapHeader = 8;
    private const int UnmapDescriptor = 16;
    private static readonly byte[] zeros = new byte[ChunkSize];
    private readonly ScsiDiskState* state;
    private readonly RawDisk disk;
    private readonly ScsiInquiry inquiry;
    private readonly bool isReadOnly;
    private readonly bool saysFua;
    private readonly byte[] chunk = new byte[ChunkSize];

    /// <param name="id">What the disk is called in page 0x83.</param>
    internal ScsiDisk(
        ScsiDiskState* state,
        RawDisk disk,
        bool isReadOnly,
        byte[] id,
        string serial,
        string version,
        bool saysFua
    )
    {
        this.state = state;
        this.disk = disk;
        this.isReadOnly = isReadOnly;
        this.saysFua = saysFua;
        inquiry = new ScsiInquiry(id, serial, version);
    }

    public void Reset() => *state = new ScsiDiskState { IsAttentionPending = 1, WriteCache = 1 };

    /// <summary>Executes a command.</summary>
    /// <param name="command">At least 16 bytes.</param>
    /// <param name="data">What it reads and writes.</param>
    public ScsiSense Execute(ReadOnlySpan<byte> command, IScsiTransfer data)
    {
        var opcode = command[0];
        if (state->IsAttentionPending != 0 && opcode is not (ScsiOpcode.Inquiry or ScsiOpcode.ReportLuns))
        {
            state->IsAttentionPending = 0;
            if (opcode != ScsiOpcode.RequestSense)
            {
                return ScsiSense.PowerOn;
            }
        }

        return opcode switch
        {
            ScsiOpcode.TestUnitReady
            or ScsiOpcode.StartStop
            or ScsiOpcode.PreventRemoval
            or ScsiOpcode.Verify10
            or ScsiOpcode.Verify16
            or ScsiOpcode.SynchronizeCache10
            or ScsiOpcode.SynchronizeCache16 => ScsiSense.None,
            ScsiOpcode.RequestSense => RequestSense(command, data),
            ScsiOpcode.Inquiry => Inquire(command, data),
            ScsiOpcode.ModeSense6 or ScsiOpcode.ModeSense10 => ModeSense(command, data),
            ScsiOpcode.ModeSelect6 or ScsiOpcode.ModeSelect10 => ScsiSense.None,
            ScsiOpcode.ReadCapacity10 => Capacity10(data),
            ScsiOpcode.ServiceIn16 when (command[1] & 0x1f) == ScsiOpcode.ReadCapacity16 => Capacity16(command, data),
            ScsiOpcode.Read6 or ScsiOpcode.Read10 or ScsiOpcode.Read12 or ScsiOpcode.Read16 => Read(command, data),
            ScsiOpcode.Write6 or ScsiOpcode.Write10 or ScsiOpcode.Write12 or ScsiOpcode.Write16 => Write(command, data),
            ScsiOpcode.WriteSame10 or ScsiOpcode.WriteSame16 => WriteSame(command, data),
            ScsiOpcode.Unmap => Unmap(data),
            _ => ScsiSense.InvalidOpcode,
        };
    }

    /// <summary>First block and number of blocks of a command with 6, 10, 12 or 16 bytes.</summary>
    private static (ulong Block, ulong Count) Range(ReadOnlySpan<byte> command) =>
        (command[0] >> 5) switch
        {
            0 => (BinaryPrimitives.ReadUInt32BigEndian(command) & 0x1f_ffff, command[4] == 0 ? 256u : command[4]),
            4 => (
                BinaryPrimitives.ReadUInt64BigEndian(command[2..]),
                BinaryPrimitives.ReadUInt32BigEndian(command[10..])
            ),
            5 => (
                BinaryPrimitives.ReadUInt32BigEndian(command[2..]),
                BinaryPrimitives.ReadUInt32BigEndian(command[6..])
            ),
            _ => (
                BinaryPrimitives.ReadUInt32BigEndian(command[2..]),
                BinaryPrimitives.ReadUInt16BigEndian(command[7..])
            ),
        };

    private static void Give(IScsiTransfer data, ReadOnlySpan<byte> bytes, uint allocated) =>
        data.Write(bytes[..(int)Math.Min((uint)bytes.Length, allocated)]);

    private static ScsiSense RequestSense(ReadOnlySpan<byte> command, IScsiTransfer data)
    {
        Span<byte> sense = stackalloc byte[ScsiSense.Length];
        ScsiSense.None.Fill(sense);
        Give(data, sense, command[4]);
        return ScsiSense.None;
    }

    private ScsiSense Inquire(ReadOnlySpan<byte> command, IScsiTransfer data)
    {
        var allocated = BinaryPrimitives.ReadUInt16BigEndian(command[3..]);
        var isVital = (command[1] & 1) != 0;
        var bytes =
            isVital ? inquiry.Page(command[2])
            : command[2] == 0 ? inquiry.Standard(allocated)
            : null;
        if (bytes is null)
        {
            return ScsiSense.InvalidField;
        }

        Give(data, bytes, allocated);
        return ScsiSense.None;
    }

    /// <summary>The caching page, alone or as one of all; there are no others.</summary>
    private ScsiSense ModeSense(ReadOnlySpan<byte> command, IScsiTransfer data)
    {
        const byte Caching = 8;
        const byte All = 0x3f;
        const int PageLength = 20;
        var isShort = command[0] == ScsiOpcode.ModeSense6;
        var page = command[2] & 0x3f;
        var control = command[2] >> 6;
        if (page is not (Caching or All))
        {
            return ScsiSense.InvalidField;
        }

        if (control == 3)
        {
            return new ScsiSense(5, 0x39, 0);
        }

        var hasDescriptor = (command[1] & 8) == 0;
        var header = isShort ? 4 : 8;
        var descriptor = hasDescriptor ? 8 : 0;
        Span<byte> bytes = stackalloc byte[header + descriptor + PageLength];
        bytes.Clear();
        var specific = (byte)((isReadOnly ? 0x80 : 0) | (saysFua ? 0x10 : 0));
        if (isShort)
        {
            bytes[0] = (byte)(bytes.Length - 1);
            bytes[2] = specific;
            bytes[3] = (byte)descriptor;
        }
        else
        {
            bytes[1] = (byte)(bytes.Length - 2);
            bytes[3] = specific;
            bytes[7] = (byte)descriptor;
        }

        if (hasDescriptor)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes[header..], (uint)Math.Min(disk.Sectors, 0xff_ffff));
            bytes[header + 6] = RawDisk.SectorSize >> 8;
        }

        var body = bytes[(header + descriptor)..];
        body[0] = Caching;
        body[1] = PageLength - 2;
        // Bit 2, write cache enable; of the changeable bits there are none.
        body[2] = (byte)(control == 1 || state->WriteCache == 0 ? 0 : 4);
        Give(data, bytes, isShort ? command[4] : BinaryPrimitives.ReadUInt16BigEndian(command[7..]));
        return ScsiSense.None;
    }

    private ScsiSense Capacity10(IScsiTransfer data)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)Math.Min(disk.Sectors - 1, uint.MaxValue));
        BinaryPrimitives.WriteUInt32BigEndian(bytes[4..], RawDisk.SectorSize);
        data.Write(bytes);
        return ScsiSense.None;
    }

    private ScsiSense Capacity16(ReadOnlySpan<byte> command, IScsiTransfer data)
    {
        Span<byte> bytes = stackalloc byte[32];
        bytes.Clear();
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (ulong)disk.Sectors - 1);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[8..], RawDisk.SectorSize);
        // Blocks can be given back, and read as zeros then.
        bytes[14] = 0xc0;
        Give(data, bytes, BinaryPrimitives.ReadUInt32BigEndian(command[10..]));
        return ScsiSense.None;
    }

    private ScsiSense Read(ReadOnlySpan<byte> command, IScsiTransfer data)
    {
        var (block, count) = Range(command);
        if (!Exists(block, count))
        {
            return ScsiSense.OutOfRange;
        }

        for (var left = Math.Min(count * RawDisk.SectorSize, (data.InLength + 511) & ~511ul); left > 0; )
        {
            var part = chunk.AsSpan(0, (int)Math.Min(left, ChunkSize));
            disk.Read((long)block, part);
            data.Write(part);
            block += (ulong)part.Length / RawDisk.SectorSize;
            left -= (ulong)part.Length;
        }

        return ScsiSense.None;
    }

    private ScsiSense Write(ReadOnlySpan<byte> command, IScsiTransfer data)
    {
        var (block, count) = Range(command);
        if (isReadOnly)
        {
            return ScsiSense.WriteProtected;
        }

        if (!Exists(block, count))
        {
            return ScsiSense.OutOfRange;
        }

        if (data.OutLength < count * RawDisk.SectorSize)
        {
            return ScsiSense.InvalidField;
        }

        for (var left = count * RawDisk.SectorSize; left > 0; )
        {
            var part = chunk.AsSpan(0, (int)Math.Min(left, ChunkSize));
            data.TryRead(part);
            disk.Write((long)block, part);
            block += (ulong)part.Length / RawDisk.SectorSize;
            left -= (ulong)part.Length;
        }

        return ScsiSense.None;
    }

    /// <summary>One block of the initiator over a range; with the unmap bit the range reads as zeros.</summary>
    private ScsiSense WriteSame(ReadOnlySpan<byte> command, IScsiTransfer data)
    {
        var (block, count) = Range(command);
        if (isReadOnly)
        {
            return ScsiSense.WriteProtected;
        }

        if (count == 0 || !Exists(block, count))
        {
            return count == 0 ? ScsiSense.InvalidField : ScsiSense.OutOfRange;
        }

        // Bit 0 of the 16-byte command: there is no data, the block is zeros.
        Span<byte> pattern = stackalloc byte[RawDisk.SectorSize];
        pattern.Clear();
        if ((command[1] & 1) == 0 && !data.TryRead(pattern))
        {
            return ScsiSense.InvalidField;
        }

        for (; count > 0; count--, block++)
        {
            disk.Write((long)block, pattern);
        }

        return ScsiSense.None;
    }

    private ScsiSense Unmap(IScsiTransfer data)
    {
        Span<byte> header = stackalloc byte[UnmapHeader];
        if (isReadOnly)
        {
            return ScsiSense.WriteProtected;
        }

        if (!data.TryRead(header))
        {
            return ScsiSense.InvalidField;
        }

        Span<byte> descriptor = stackalloc byte[UnmapDescriptor];
        for (var left = BinaryPrimitives.ReadUInt16BigEndian(header[2..]) / UnmapDescriptor; left > 0; left--)
        {
            if (!data.TryRead(descriptor))
            {
                return ScsiSense.InvalidParameter;
            }

            var block = BinaryPrimitives.ReadUInt64BigEndian(descriptor);
            var count = BinaryPrimitives.ReadUInt32BigEndian(descriptor[8..]);
            if (!Exists(block, count))
            {
                return ScsiSense.OutOfRange;
            }

            for (ulong bytes = count * (ulong)RawDisk.SectorSize; bytes > 0; )
            {
                var part = (int)Math.Min(bytes, ChunkSize);
                disk.Write((long)block, zeros.AsSpan(0, part));
                block += (ulong)part / RawDisk.SectorSize;
                bytes -= (ulong)part;
            }
        }

        return ScsiSense.None;
    }

    private bool Exists(ulong block, ulong count) =>
        block <= (ulong)disk.Sectors && count <= (ulong)disk.Sectors - block;
}
