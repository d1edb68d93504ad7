using System;
using System.Buffers.Binary;
using ReplayEmu.Machine.Gate;

namespace ReplayEmu.Machine.Memory;

/// <summary>How a device masters the memory bus: every range is reported with a hash of its bytes.</summary>
public sealed class DmaChannel(AddressSpace memory, Observation observation, ushort source)
{
    public void Read(ulong address, Span<byte> destination)
    {
        memory.ReadBytes(address, destination);
        observation.ReportRange(InteractionKind.DmaRead, source, address, destination);
    }

    public void Write(ulong address, ReadOnlySpan<byte> data)
    {
        observation.ReportRange(InteractionKind.DmaWrite, source, address, data);
        memory.WriteBytes(address, data);
    }

    /// <summary>One 32-bit write, which may go to device registers: how a device signals an interrupt by message.</summary>
    public void WriteWord(ulong address, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        observation.ReportRange(InteractionKind.DmaWrite, source, address, bytes);
        memory.Write(address, 4, value);
    }
}
