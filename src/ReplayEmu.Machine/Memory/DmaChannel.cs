using System;
using System.Buffers.Binary;
using System.IO.Hashing;
using ReplayEmu.Machine.Gate;

namespace ReplayEmu.Machine.Memory;

/// <summary>How a device masters the memory bus: every range is reported with a hash of its bytes.</summary>
public sealed class DmaChannel(AddressSpace memory, Observation observation, ushort source)
{
    public void Read(ulong address, Span<byte> destination)
    {
        memory.ReadBytes(address, destination);
        Report(InteractionKind.DmaRead, address, destination);
    }

    public void Write(ulong address, ReadOnlySpan<byte> data)
    {
        Report(InteractionKind.DmaWrite, address, data);
        memory.WriteBytes(address, data);
    }

    /// <summary>One 32-bit write, which may go to device registers: how a device signals an interrupt by message.</summary>
    public void WriteWord(ulong address, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        Report(InteractionKind.DmaWrite, address, bytes);
        memory.Write(address, 4, value);
    }

    private void Report(InteractionKind kind, ulong address, ReadOnlySpan<byte> data)
    {
        if (observation.Observer is not null)
        {
            observation.Report(kind, source, address, (uint)data.Length, XxHash64.HashToUInt64(data));
        }
    }
}
