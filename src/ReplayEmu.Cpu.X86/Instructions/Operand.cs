using System.Numerics;
using System.Runtime.CompilerServices;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>Operands as 64-bit values extended with zeros, which is what the families compute with.</summary>
internal static unsafe class Operand
{
    /// <summary>Offset of AL, AX, EAX and RAX.</summary>
    public const int A = Registers.Ax * 8;

    /// <summary>Offset of AH.</summary>
    public const int Ah = A + 1;

    /// <summary>Offset of CL, CX, ECX and RCX.</summary>
    public const int C = Registers.Cx * 8;

    /// <summary>Offset of DL, DX, EDX and RDX.</summary>
    public const int D = Registers.Dx * 8;

    /// <summary>Offset of BL, BX, EBX and RBX.</summary>
    public const int B = Registers.Bx * 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Get<T>(X86State* s, int offset)
        where T : unmanaged, IBinaryInteger<T> => Width.Extend(Registers.Read<T>(s, offset));

    /// <summary>Bits of the value above the width are ignored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Set<T>(X86State* s, int offset, ulong value)
        where T : unmanaged, IBinaryInteger<T> => Registers.Write(s, offset, Width.Truncate<T>(value));

    /// <summary>Reads the r/m operand; false after a fault.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Read<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu, out ulong value)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace
    {
        var done = TPlace.Read<T>(s, op, cpu, out var bits);
        value = Width.Extend(bits);
        return done;
    }

    /// <summary>Writes the r/m operand; false after a fault.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Write<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu, ulong value)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace => TPlace.Write(s, op, cpu, Width.Truncate<T>(value));

    /// <summary>Reads the r/m operand, checked for writing; false after a fault.</summary>
    /// <param name="host">For <see cref="Replace"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Modify<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu, out ulong value, out byte* host)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace
    {
        var done = TPlace.BeginModify<T>(s, op, cpu, out var bits, out host);
        value = Width.Extend(bits);
        return done;
    }

    /// <summary>Ends a <see cref="Modify"/>; cannot fault. Returns the next instruction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DecodedOp* Replace<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu, byte* host, ulong value)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace
    {
        TPlace.EndModify(s, op, cpu, host, Width.Truncate<T>(value));
        return op + 1;
    }
}
