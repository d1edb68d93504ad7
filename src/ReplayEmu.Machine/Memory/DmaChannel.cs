using System;
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

    private void Report(InteractionKind kind, ulong address, ReadOnlySpan<byte> data)
    {
        if (observation.Observer is not null)
        {
            observation.Report(kind, source, address, (uint)data.Length, XxHash64.HashToUInt64(data));
        }
    }
}
