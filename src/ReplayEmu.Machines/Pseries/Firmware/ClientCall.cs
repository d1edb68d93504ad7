using System;
using System.Buffers.Binary;
using System.Text;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Machines.Pseries.Firmware;

/// <summary>
/// The argument array of a client interface call (IEEE 1275-1994, 6.3.1): name of the service, numbers of arguments and of results,
/// arguments, results, cells of 32 bits and big-endian.
/// </summary>
internal sealed class ClientCall
{
    /// <summary>A result that says that something failed.</summary>
    public const uint Failed = uint.MaxValue;
    private const int MaxCells = 32;
    private const int MaxText = 256;
    private readonly AddressSpace memory;
    private readonly ulong address;

    public ClientCall(AddressSpace memory, ulong address)
    {
        this.memory = memory;
        this.address = address;
        Service = Text(Cell(0));
        Arguments = (int)Math.Min(Cell(1), MaxCells);
        Results = (int)Math.Min(Cell(2), MaxCells);
    }

    public string Service { get; }

    public int Arguments { get; }

    public int Results { get; }

    /// <summary>An argument, 0 when there are fewer.</summary>
    public uint this[int argument] => argument < Arguments ? Cell(3 + argument) : 0;

    public void Return(int result, uint value)
    {
        if (result < Results)
        {
            memory.Write(address + (4 * (ulong)(3 + Arguments + result)), 4, BinaryPrimitives.ReverseEndianness(value));
        }
    }

    /// <summary>A string of the guest that ends with a zero byte; cut when it is longer than any name may be.</summary>
    public string Text(uint at)
    {
        var text = new StringBuilder();
        while (at != 0 && text.Length < MaxText && (byte)memory.Read(at + (ulong)text.Length, 1) is var value and not 0)
        {
            text.Append((char)value);
        }

        return text.ToString();
    }

    /// <summary>Stores as much as a buffer of the guest takes, and gives how much there was.</summary>
    public uint Store(uint buffer, uint size, ReadOnlySpan<byte> value)
    {
        memory.WriteBytes(buffer, value[..(int)Math.Min(size, (uint)value.Length)]);
        return (uint)value.Length;
    }

    /// <summary>As <see cref="Store(uint,uint,ReadOnlySpan{byte})"/>, a string with its zero byte, which is not counted.</summary>
    public uint Store(uint buffer, uint size, string value)
    {
        Store(buffer, size, Encoding.ASCII.GetBytes(value + '\0'));
        return (uint)value.Length;
    }

    private uint Cell(int index) =>
        BinaryPrimitives.ReverseEndianness((uint)memory.Read(address + (4 * (ulong)index), 4));
}
