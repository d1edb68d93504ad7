using System;
using System.Runtime.CompilerServices;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Mmu;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions;

/// <summary>Sixteen bytes, in registers and in storage.</summary>
internal static unsafe class Quadword
{
    /// <summary>A vector-scalar register by its offset.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref UInt128 At(PowerCpuState* s, ushort offset) => ref *(UInt128*)((byte*)s + offset);

    /// <summary>The lanes of a vector-scalar register, the last of the manual's first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T* Lanes<T>(PowerCpuState* s, ushort offset)
        where T : unmanaged => (T*)((byte*)s + offset);

    /// <summary>Two doublewords in the order of their addresses.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Read<TEndian, TMode>(
        DecodedOp* op,
        PowerCpu cpu,
        ulong address,
        out ulong first,
        out ulong second
    )
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing
    {
        second = 0;
        return Access.Read<ulong, TEndian>(op, cpu, address, out first)
            && Access.Read<ulong, TEndian>(op, cpu, TMode.Address(address + 8), out second);
    }

    /// <summary>One number of 128 bits in the byte order of the mode.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Read<TEndian, TMode>(DecodedOp* op, PowerCpu cpu, ulong address, out UInt128 value)
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing
    {
        var done = Read<TEndian, TMode>(op, cpu, address, out var first, out var second);
        value = TEndian.IsLittle ? new UInt128(second, first) : new UInt128(first, second);
        return done;
    }

    /// <summary>As <see cref="Read{TEndian,TMode}(DecodedOp*,PowerCpu,ulong,out UInt128)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Write<TEndian, TMode>(DecodedOp* op, PowerCpu cpu, ulong address, UInt128 value)
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing =>
        Stores.WritePair<TEndian, TMode>(
            op,
            cpu,
            address,
            TEndian.IsLittle ? (ulong)value : (ulong)(value >> 64),
            TEndian.IsLittle ? (ulong)(value >> 64) : (ulong)value
        );
}
