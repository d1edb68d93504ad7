using System.Numerics;
using System.Runtime.CompilerServices;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Instructions;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Mmu;

/// <summary>
/// Memory as instructions see it: segment and offset. Every method returns false after it has recorded a fault, and the handler
/// then returns null without having changed anything. A TLB hit is inlined; its pointers are valid because an entry is
/// dropped before the memory map or the page's bookkeeping changes. Hosts are little-endian.
/// </summary>
internal static unsafe class Access
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Read<T>(X86State* s, DecodedOp* op, X86Cpu cpu, int segment, ulong ea, out T value)
        where T : unmanaged, IBinaryInteger<T>
    {
        var register = X86State.Segment(s, segment);
        if (ea + (ulong)sizeof(T) <= register->ReadSize)
        {
            var linear = register->Base + ea;
            var entry = cpu.Tlb + ((linear >> 12) & (TlbEntry.Count - 1));
            if (linear - entry->ReadTag <= 4096UL - (ulong)sizeof(T))
            {
                value = *(T*)(entry->Addend + linear);
                return true;
            }
        }

        var done = cpu.ReadSlow(op, segment, ea, sizeof(T));
        value = T.CreateTruncating(cpu.SlowValue);
        return done;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Write<T>(X86State* s, DecodedOp* op, X86Cpu cpu, int segment, ulong ea, T value)
        where T : unmanaged, IBinaryInteger<T>
    {
        var register = X86State.Segment(s, segment);
        if (ea + (ulong)sizeof(T) <= register->WriteSize)
        {
            var linear = register->Base + ea;
            var entry = cpu.Tlb + ((linear >> 12) & (TlbEntry.Count - 1));
            if (linear - entry->WriteTag <= 4096UL - (ulong)sizeof(T))
            {
                *(T*)(entry->Addend + linear) = value;
                return true;
            }
        }

        return cpu.WriteSlow(op, segment, ea, sizeof(T), ulong.CreateTruncating(value));
    }

    /// <summary>Reads a value that <see cref="EndModify"/> replaces; after it nothing can fault.</summary>
    /// <param name="host">Where the value is; null when <see cref="EndModify"/> must go the slow way.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool BeginModify<T>(
        X86State* s,
        DecodedOp* op,
        X86Cpu cpu,
        int segment,
        ulong ea,
        out T value,
        out byte* host
    )
        where T : unmanaged, IBinaryInteger<T>
    {
        var register = X86State.Segment(s, segment);
        if (ea + (ulong)sizeof(T) <= register->WriteSize)
        {
            var linear = register->Base + ea;
            var entry = cpu.Tlb + ((linear >> 12) & (TlbEntry.Count - 1));
            if (linear - entry->WriteTag <= 4096UL - (ulong)sizeof(T))
            {
                host = (byte*)(entry->Addend + linear);
                value = *(T*)host;
                return true;
            }
        }

        host = null;
        var done = cpu.BeginModifySlow(op, segment, ea, sizeof(T));
        value = T.CreateTruncating(cpu.SlowValue);
        return done;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void EndModify<T>(X86State* s, DecodedOp* op, X86Cpu cpu, byte* host, T value)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (host != null)
        {
            *(T*)host = value;
        }
        else
        {
            cpu.EndModifySlow(op, sizeof(T), ulong.CreateTruncating(value));
        }
    }

    /// <summary>
    /// The host address of <paramref name="length"/> bytes when all of them are within one page that needs no bookkeeping,
    /// otherwise null: then go element by element. For string instructions.
    /// </summary>
    public static byte* Direct(X86State* s, X86Cpu cpu, int segment, ulong ea, ulong length, bool write)
    {
        var register = X86State.Segment(s, segment);
        if (length is 0 or > 4096 || ea + length > (write ? register->WriteSize : register->ReadSize))
        {
            return null;
        }

        var linear = register->Base + ea;
        var entry = cpu.Tlb + ((linear >> 12) & (TlbEntry.Count - 1));
        return linear - (write ? entry->WriteTag : entry->ReadTag) <= 4096UL - length
            ? (byte*)(entry->Addend + linear)
            : null;
    }

    /// <summary>Pushes a value; the stack pointer moves only on success.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Push<T>(X86State* s, DecodedOp* op, X86Cpu cpu, T value)
        where T : unmanaged, IBinaryInteger<T>
    {
        var pointer = (s->Gpr[Registers.Sp] - (ulong)sizeof(T)) & s->StackMask;
        if (!Write(s, op, cpu, SegmentIndex.Ss, pointer, value))
        {
            return false;
        }

        SetStackPointer(s, pointer);
        return true;
    }

    /// <summary>Pops a value; the stack pointer moves only on success.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Pop<T>(X86State* s, DecodedOp* op, X86Cpu cpu, out T value)
        where T : unmanaged, IBinaryInteger<T>
    {
        var pointer = s->Gpr[Registers.Sp] & s->StackMask;
        if (!Read(s, op, cpu, SegmentIndex.Ss, pointer, out value))
        {
            return false;
        }

        SetStackPointer(s, pointer + (ulong)sizeof(T));
        return true;
    }

    /// <summary>The stack pointer under its mask (SP, ESP or RSP).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong StackPointer(X86State* s) => s->Gpr[Registers.Sp] & s->StackMask;

    /// <summary>Replaces SP, ESP or RSP, whichever the stack segment uses; the value wraps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SetStackPointer(X86State* s, ulong pointer) =>
        s->Gpr[Registers.Sp] = (s->Gpr[Registers.Sp] & ~s->StackMask) | (pointer & s->StackMask);
}
