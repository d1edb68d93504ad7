using System.Numerics;
using System.Runtime.CompilerServices;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Mmu;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>
/// The r/m operand as register or memory. Every method returns false after a fault; the handler then returns null. A modify is
/// <see cref="BeginModify"/>, computing, <see cref="EndModify"/>, then the flags: memory is checked for writing first,
/// so that a fault changes nothing.
/// </summary>
internal unsafe interface IPlace
{
    static abstract bool Read<T>(X86State* s, DecodedOp* op, X86Cpu cpu, out T value)
        where T : unmanaged, IBinaryInteger<T>;

    static abstract bool Write<T>(X86State* s, DecodedOp* op, X86Cpu cpu, T value)
        where T : unmanaged, IBinaryInteger<T>;

    /// <param name="host">Where the value is; null when <see cref="EndModify"/> must go the slow way.</param>
    static abstract bool BeginModify<T>(X86State* s, DecodedOp* op, X86Cpu cpu, out T value, out byte* host)
        where T : unmanaged, IBinaryInteger<T>;

    static abstract void EndModify<T>(X86State* s, DecodedOp* op, X86Cpu cpu, byte* host, T value)
        where T : unmanaged, IBinaryInteger<T>;
}

/// <summary>A general register at <see cref="DecodedOp.Rm"/>.</summary>
internal readonly unsafe struct RegisterPlace : IPlace
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Read<T>(X86State* s, DecodedOp* op, X86Cpu cpu, out T value)
        where T : unmanaged, IBinaryInteger<T>
    {
        value = Registers.Read<T>(s, op->Rm);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Write<T>(X86State* s, DecodedOp* op, X86Cpu cpu, T value)
        where T : unmanaged, IBinaryInteger<T>
    {
        Registers.Write(s, op->Rm, value);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool BeginModify<T>(X86State* s, DecodedOp* op, X86Cpu cpu, out T value, out byte* host)
        where T : unmanaged, IBinaryInteger<T>
    {
        host = null;
        value = Registers.Read<T>(s, op->Rm);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void EndModify<T>(X86State* s, DecodedOp* op, X86Cpu cpu, byte* host, T value)
        where T : unmanaged, IBinaryInteger<T> => Registers.Write(s, op->Rm, value);
}

/// <summary>The memory operand of the instruction.</summary>
internal readonly unsafe struct MemoryPlace : IPlace
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Read<T>(X86State* s, DecodedOp* op, X86Cpu cpu, out T value)
        where T : unmanaged, IBinaryInteger<T> =>
        Access.Read(s, op, cpu, op->Segment, DecodedOp.EffectiveAddress(s, op), out value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Write<T>(X86State* s, DecodedOp* op, X86Cpu cpu, T value)
        where T : unmanaged, IBinaryInteger<T> =>
        Access.Write(s, op, cpu, op->Segment, DecodedOp.EffectiveAddress(s, op), value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool BeginModify<T>(X86State* s, DecodedOp* op, X86Cpu cpu, out T value, out byte* host)
        where T : unmanaged, IBinaryInteger<T> =>
        Access.BeginModify(s, op, cpu, op->Segment, DecodedOp.EffectiveAddress(s, op), out value, out host);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void EndModify<T>(X86State* s, DecodedOp* op, X86Cpu cpu, byte* host, T value)
        where T : unmanaged, IBinaryInteger<T> => Access.EndModify(s, op, cpu, host, value);
}
