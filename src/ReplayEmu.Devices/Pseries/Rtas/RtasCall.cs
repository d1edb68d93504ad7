using System.Buffers.Binary;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Pseries.Rtas;

/// <summary>
/// The argument buffer of an RTAS call in guest memory: token, numbers of arguments and of results, arguments, results (PAPR 2.8.2,
/// 7.2.8), all of 32 bits and big-endian.
/// </summary>
public sealed class RtasCall
{
    /// <summary>No call has more of either.</summary>
    public const uint MaxArguments = 16;
    private readonly AddressSpace memory;
    private readonly ulong address;

    public RtasCall(AddressSpace memory, ulong address)
    {
        this.memory = memory;
        this.address = address;
        Token = Read(0);
        Arguments = Read(4);
        Results = Read(8);
    }

    public uint Token { get; }

    /// <summary>Number of arguments.</summary>
    public uint Arguments { get; }

    /// <summary>Number of results.</summary>
    public uint Results { get; }

    public uint this[int argument] => Read(12 + (4 * (ulong)argument));

    /// <summary>Stores a result, when the caller has room for so many.</summary>
    public void Return(int result, uint value)
    {
        if (result < Results)
        {
            var at = address + 12 + (4 * ((ulong)Arguments + (ulong)result));
            memory.Write(at, 4, BinaryPrimitives.ReverseEndianness(value));
        }
    }

    /// <summary>Stores the status, the first result.</summary>
    public void Status(int value) => Return(0, (uint)value);

    private uint Read(ulong offset) => BinaryPrimitives.ReverseEndianness((uint)memory.Read(address + offset, 4));
}
