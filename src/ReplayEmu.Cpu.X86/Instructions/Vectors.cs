using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Float;
using ReplayEmu.Cpu.X86.Mmu;
using ReplayEmu.Cpu.X86.State;
using Vector = ReplayEmu.Cpu.X86.Exceptions.Vector;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>MMX and XMM operands, and what their instructions check first (SDM volume 3, 13.1 and 12.1).</summary>
internal static unsafe class Vectors
{
    private const ushort MmxExponent = 0xffff;
    private const ushort TopMask = 7 << 11;

    /// <summary>False after #UD (CR0.EM, no CR4.OSFXSR) or #NM (CR0.TS).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool BeginSse(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        const ulong stop = Cr0Bits.Emulation | Cr0Bits.TaskSwitched;
        return ((s->Cr0 & stop) == 0 && (s->Cr4 & Cr4Bits.OsFxsr) != 0) || RefuseSse(s, op, cpu);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool RefuseSse(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        var undefined = (s->Cr0 & Cr0Bits.Emulation) != 0 || (s->Cr4 & Cr4Bits.OsFxsr) == 0;
        cpu.Fault(op, undefined ? Vector.InvalidOpcode : Vector.DeviceNotAvailable);
        return false;
    }

    /// <summary>False after #UD, #NM or a pending x87 exception.</summary>
    public static bool BeginMmx(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if ((s->Cr0 & Cr0Bits.Emulation) != 0)
        {
            cpu.Fault(op, Vector.InvalidOpcode);
            return false;
        }

        if (X87.MayNotExecute(s) is { } vector)
        {
            cpu.Fault(op, vector);
            return false;
        }

        return true;
    }

    /// <summary>An instruction has touched the MMX registers: all are in use, TOP is 0.</summary>
    public static void EnterMmx(X86State* s)
    {
        s->FpuTag = 0;
        s->FpuStatus = (ushort)(s->FpuStatus & ~TopMask);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> GetXmm(X86State* s, int offset) => *(Vector128<byte>*)((byte*)s + offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SetXmm(X86State* s, int offset, Vector128<byte> value) =>
        *(Vector128<byte>*)((byte*)s + offset) = value;

    /// <summary>An MMX register in the low half, zeros above.</summary>
    public static Vector128<byte> GetMmx(X86State* s, int offset) =>
        Vector128.CreateScalar(*(ulong*)((byte*)s + offset)).AsByte();

    /// <summary>The exponent of the x87 register becomes all ones (SDM volume 1, 9.2.1).</summary>
    public static void SetMmx(X86State* s, int offset, Vector128<byte> value)
    {
        var register = (ulong*)((byte*)s + offset);
        register[0] = value.AsUInt64()[0];
        register[1] = MmxExponent;
    }

    /// <summary>The 16-byte r/m operand; in memory it must be aligned. False after a fault.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool ReadAligned<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu, out Vector128<byte> value)
        where TPlace : struct, IPlace
    {
        if (typeof(TPlace) == typeof(RegisterPlace))
        {
            value = GetXmm(s, op->Rm);
            return true;
        }

        value = default;
        return IsAligned(s, op, cpu) && ReadMemory(s, op, cpu, out value);
    }

    /// <summary>The 16-byte r/m operand at any address.</summary>
    public static bool ReadUnaligned<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu, out Vector128<byte> value)
        where TPlace : struct, IPlace
    {
        if (typeof(TPlace) == typeof(RegisterPlace))
        {
            value = GetXmm(s, op->Rm);
            return true;
        }

        return ReadMemory(s, op, cpu, out value);
    }

    /// <summary>One element of the r/m operand, an XMM register or memory. A register is read without the rest of it.</summary>
    public static bool ReadScalar<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu, out T value)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace => TPlace.Read(s, op, cpu, out value);

    /// <summary>The low 8 bytes of the r/m operand, an MMX or XMM register or memory.</summary>
    public static bool ReadLow<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu, out Vector128<byte> value)
        where TPlace : struct, IPlace
    {
        var done = TPlace.Read<ulong>(s, op, cpu, out var bits);
        value = Vector128.CreateScalar(bits).AsByte();
        return done;
    }

    public static bool WriteMemory(X86State* s, DecodedOp* op, X86Cpu cpu, Vector128<byte> value)
    {
        if (!WideAccess.MayWrite(s, op, cpu, 16))
        {
            return false;
        }

        WideAccess.Write(s, op, cpu, 0, value.AsUInt64()[0]);
        WideAccess.Write(s, op, cpu, 8, value.AsUInt64()[1]);
        return true;
    }

    /// <summary>False after #GP: the linear address is not a multiple of 16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsAligned(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        var linear = X86State.Segment(s, op->Segment)->Base + DecodedOp.EffectiveAddress(s, op);
        if ((linear & 15) == 0)
        {
            return true;
        }

        cpu.Fault(op, Vector.GeneralProtection, 0);
        return false;
    }

    /// <summary>A masked precision exception that MXCSR has already is met from the start: nobody needs to find it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatContext Context(X86State* s) =>
        new()
        {
            Flags = (int)(s->Mxcsr & (s->Mxcsr >> 7)) & FloatFlag.Precision,
            Masks = (int)(s->Mxcsr >> 7) & FloatFlag.All,
            Rounding = (int)(s->Mxcsr >> 13) & 3,
            DenormalsAreZero = (s->Mxcsr & 0x40) != 0,
            FlushToZero = (s->Mxcsr & 0x8000) != 0,
        };

    /// <summary>Adds what was met to MXCSR. False after #XM (or #UD without CR4.OSXMMEXCPT): nothing else may change.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Commit(X86State* s, DecodedOp* op, X86Cpu cpu, in FloatContext c)
    {
        if ((c.Flags & ~c.Masks) != 0)
        {
            return CommitUnmasked(s, op, cpu, c);
        }

        s->Mxcsr |= (uint)c.Flags;
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool CommitUnmasked(X86State* s, DecodedOp* op, X86Cpu cpu, in FloatContext c)
    {
        var unmasked = c.Flags & ~c.Masks;
        // An exception before computing hides those of the result, of every element.
        var met = (unmasked & FloatFlag.BeforeComputing) != 0 ? c.Flags & FloatFlag.BeforeComputing : c.Flags;
        s->Mxcsr |= (uint)met;
        var reported = (s->Cr4 & Cr4Bits.OsXmmExceptions) != 0;
        cpu.Fault(op, reported ? Vector.SimdFloatingPoint : Vector.InvalidOpcode);
        return false;
    }

    private static bool ReadMemory(X86State* s, DecodedOp* op, X86Cpu cpu, out Vector128<byte> value)
    {
        value = default;
        if (!WideAccess.Read(s, op, cpu, 0, out var low) || !WideAccess.Read(s, op, cpu, 8, out var high))
        {
            return false;
        }

        value = Vector128.Create(low, high).AsByte();
        return true;
    }
}
