using System.Buffers.Binary;
using ReplayEmu.Devices.Pseries.Papr;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Pseries.Tce;

/// <summary>
/// Translation control entries of the host bridge's 32-bit DMA window (PAPR 2.8.2, 14.5.4.2), one of 8 bytes a page of 4 KiB: bit 0 allows
/// reads, bit 1 writes. They are kept and given back; the virtio devices, which are all that is on the bus, go around them as in
/// QEMU.
/// </summary>
public sealed class SpaprTce : IDevice, IFactSource
{
    /// <summary>Logical I/O bus number of the window.</summary>
    public const uint Bus = 0x80000000;
    private const int PageShift = 12;
    private const ulong MaxList = 512;
    private readonly VirtualMachine machine;
    private readonly MemoryBlock table;

    /// <param name="machine">The machine.</param>
    /// <param name="windowSize">Bytes of bus addresses, from 0.</param>
    public SpaprTce(VirtualMachine machine, ulong windowSize)
    {
        this.machine = machine;
        WindowSize = windowSize;
        table = machine.AddBlock(new MemoryBlock("tce", windowSize >> PageShift << 3));
    }

    public string Name => "tce";

    public ulong WindowSize { get; }

    private ulong Count => WindowSize >> PageShift;

    public void Reset()
    {
        table.MarkWritten(0, table.Size);
        table.Span(0, (int)table.Size).Clear();
    }

    public void WriteFacts(FactWriter facts) => facts.Add("tce", $"bus 0x{Bus:x} window 0x{WindowSize:x}");

    /// <summary>H_GET_TCE.</summary>
    public long Get(ulong bus, ulong address, ref ulong entry)
    {
        if (bus != Bus || address >> PageShift >= Count)
        {
            return HypercallStatus.Parameter;
        }

        entry = BinaryPrimitives.ReadUInt64LittleEndian(table.Span(address >> PageShift << 3, 8));
        return HypercallStatus.Success;
    }

    /// <summary>H_PUT_TCE and H_STUFF_TCE.</summary>
    public long Fill(ulong bus, ulong address, ulong entry, ulong count)
    {
        var first = address >> PageShift;
        if (bus != Bus || first >= Count || count > Count - first)
        {
            return HypercallStatus.Parameter;
        }

        table.MarkWritten(first << 3, count << 3);
        for (ulong i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(table.Span((first + i) << 3, 8), entry);
        }

        return HypercallStatus.Success;
    }

    /// <summary>H_PUT_TCE_INDIRECT: entries from a page of the guest.</summary>
    public long Copy(ulong bus, ulong address, ulong list, ulong count)
    {
        if (count > MaxList || (list & 0xfff) != 0)
        {
            return HypercallStatus.Parameter;
        }

        for (ulong i = 0; i < count; i++)
        {
            var entry = BinaryPrimitives.ReverseEndianness(machine.Memory.Read(list + (i << 3), 8));
            var status = Fill(bus, address + (i << PageShift), entry, 1);
            if (status != HypercallStatus.Success)
            {
                return status;
            }
        }

        return HypercallStatus.Success;
    }
}
