using System;
using ReplayEmu.Cpu.Power;
using ReplayEmu.Cpu.Power.State;
using ReplayEmu.Devices.Pseries.Fdt;
using ReplayEmu.Devices.Pseries.Papr;
using ReplayEmu.Machine;

namespace ReplayEmu.Machines.Pseries;

/// <summary>
/// ibm,client-architecture-support (PAPR 2.8.2, B.6.2.4): the guest says what it knows, and gets the device tree of what was agreed on.
/// </summary>
internal sealed unsafe class Negotiation(VirtualMachine machine, PseriesTree tree, PageTableCalls pages)
{
    private const int MaxPairs = 64;
    private const int VectorNumber = 5;

    /// <summary>Byte of vector 5 that chooses the kind of page tables.</summary>
    private const int MmuByte = 24;
    private const int AffinityByte = 5;
    private const byte MmuRadix = 0x40;
    private const ulong HeaderSize = 4;
    private const ulong HeaderVersion = 1;

    /// <summary>KVMPPC_H_CAS: vectors, buffer for the answer, its size. The answer is a version and a flattened tree.</summary>
    public long Call(PowerCpu cpu, ulong vectors, ulong buffer, ulong size)
    {
        if (Agree(cpu, vectors) is not { } agreed)
        {
            return HypercallStatus.Parameter;
        }

        var flat = FlattenedTree.Write(agreed);
        if ((ulong)flat.Length + HeaderSize > size)
        {
            return HypercallStatus.Parameter;
        }

        machine.Memory.Write(buffer, 4, HeaderVersion << 24);
        machine.Memory.WriteBytes(buffer + HeaderSize, flat);
        return HypercallStatus.Success;
    }

    /// <summary>Reads what the guest knows, sets up what was agreed on, and describes it; null when the vectors are none.</summary>
    public TreeNode? Agree(PowerCpu cpu, ulong vectors)
    {
        var address = vectors;
        var pairs = 0;
        while (true)
        {
            var mask = Word(address);
            var version = Word(address + 4);
            address += 8;
            if ((~mask & version) != 0)
            {
                break;
            }

            if (++pairs == MaxPairs)
            {
                return null;
            }
        }

        Span<byte> vector = stackalloc byte[256];
        ReadVector(address, vector);
        var radix = cpu.Model.HasRadix && (vector[MmuByte] & MmuRadix) != 0;
        if (!radix && (cpu.State->Lpcr & LpcrBits.Hr) != 0)
        {
            pages.Clear();
            cpu.State->Lpcr &= ~(LpcrBits.Hr | LpcrBits.Uprt | LpcrBits.Gtse);
            cpu.FlushTlb();
        }

        return tree.Agreed(radix, vector[AffinityByte]);
    }

    /// <summary>Vector 5 with its bytes at the numbers that PAPR gives them, from 1 on.</summary>
    private void ReadVector(ulong address, Span<byte> vector)
    {
        vector.Clear();
        var count = Byte(address++) + 1;
        for (var number = 1; number <= count && number <= VectorNumber; number++)
        {
            var length = Byte(address++) + 1;
            if (number == VectorNumber)
            {
                machine.Memory.ReadBytes(address, vector.Slice(1, Math.Min(length, vector.Length - 1)));
            }

            address += (ulong)length;
        }
    }

    private int Byte(ulong address) => (int)machine.Memory.Read(address, 1);

    private uint Word(ulong address) =>
        System.Buffers.Binary.BinaryPrimitives.ReverseEndianness((uint)machine.Memory.Read(address, 4));
}
