using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Instructions;
using ReplayEmu.Machine.Cpu.Engine;

namespace ReplayEmu.Cpu.Power.Mmu;

/// <summary>
/// Memory as instructions see it. Every method returns false after an interrupt was taken, and the handler then returns null without
/// having changed anything. A TLB hit is inlined; its pointers are valid because an entry is dropped before the memory map or
/// the page's bookkeeping changes. Hosts are little-endian.
/// </summary>
internal static unsafe class Access
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Read<T, TEndian>(DecodedOp* op, PowerCpu cpu, ulong address, out T value)
        where T : unmanaged, IBinaryInteger<T>
        where TEndian : struct, IByteOrder
    {
        var entry = cpu.Tlb + HostTlb.IndexOf(address);
        if (address - entry->ReadTag <= 4096UL - (ulong)sizeof(T))
        {
            value = Load<T, TEndian>((byte*)(entry->Addend + address));
            return true;
        }

        var done = cpu.ReadSlow(op, address, sizeof(T), out var slow);
        value = TEndian.IsLittle ? T.CreateTruncating(slow) : Reversed(T.CreateTruncating(slow));
        return done;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Write<T, TEndian>(DecodedOp* op, PowerCpu cpu, ulong address, T value)
        where T : unmanaged, IBinaryInteger<T>
        where TEndian : struct, IByteOrder
    {
        var entry = cpu.Tlb + HostTlb.IndexOf(address);
        value = TEndian.IsLittle ? value : Reversed(value);
        if (address - entry->WriteTag <= 4096UL - (ulong)sizeof(T))
        {
            *(T*)(entry->Addend + address) = value;
            return true;
        }

        return cpu.WriteSlow(op, address, sizeof(T), ulong.CreateTruncating(value));
    }

    /// <summary>A value with its bytes in the opposite order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Reversed<T>(T value)
        where T : unmanaged, IBinaryInteger<T> =>
        sizeof(T) switch
        {
            1 => value,
            2 => T.CreateTruncating((short)BinaryPrimitives.ReverseEndianness(ushort.CreateTruncating(value))),
            4 => T.CreateTruncating((int)BinaryPrimitives.ReverseEndianness(uint.CreateTruncating(value))),
            _ => T.CreateTruncating(BinaryPrimitives.ReverseEndianness(ulong.CreateTruncating(value))),
        };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Load<T, TEndian>(byte* host)
        where T : unmanaged, IBinaryInteger<T>
        where TEndian : struct, IByteOrder => TEndian.IsLittle ? *(T*)host : Reversed(*(T*)host);
}
