using System;
using System.Numerics;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Mmu;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>Many iterations of a REP string instruction at once, where host memory can be used directly.</summary>
internal unsafe interface IBulkOperation
{
    /// <summary>Does up to <paramref name="limit"/> iterations, moves rSI and rDI, and returns how many; 0 when one must go the common way.</summary>
    static abstract ulong Run<T>(X86State* s, DecodedOp* op, X86Cpu cpu, ulong limit)
        where T : unmanaged, IBinaryInteger<T>;
}

internal readonly unsafe struct NoBulk : IBulkOperation
{
    public static ulong Run<T>(X86State* s, DecodedOp* op, X86Cpu cpu, ulong limit)
        where T : unmanaged, IBinaryInteger<T> => 0;
}

internal readonly unsafe struct BulkStore : IBulkOperation
{
    public static ulong Run<T>(X86State* s, DecodedOp* op, X86Cpu cpu, ulong limit)
        where T : unmanaged, IBinaryInteger<T>
    {
        var to = StringPointer.Destination(s, op);
        var count = Bulk.Fit<T>(s, op, SegmentIndex.Es, to, limit);
        var bytes = count * (ulong)sizeof(T);
        var host = Access.Direct(s, cpu, SegmentIndex.Es, to, bytes, write: true);
        if (host == null)
        {
            return 0;
        }

        new Span<T>(host, (int)count).Fill(Registers.Read<T>(s, Operand.A));
        StringPointer.Add(s, op, Registers.Di, bytes);
        return count;
    }
}

internal readonly unsafe struct BulkMove : IBulkOperation
{
    public static ulong Run<T>(X86State* s, DecodedOp* op, X86Cpu cpu, ulong limit)
        where T : unmanaged, IBinaryInteger<T>
    {
        var from = StringPointer.Source(s, op);
        var to = StringPointer.Destination(s, op);
        var count = Bulk.Fit<T>(s, op, op->Segment, from, Bulk.Fit<T>(s, op, SegmentIndex.Es, to, limit));
        var bytes = count * (ulong)sizeof(T);
        var source = Access.Direct(s, cpu, op->Segment, from, bytes, write: false);
        var target = Access.Direct(s, cpu, SegmentIndex.Es, to, bytes, write: true);
        if (source == null || target == null)
        {
            return 0;
        }

        if ((ulong)(target - source) < bytes)
        {
            // A destination within the source repeats what was just written: element by element, upwards.
            for (var i = 0UL; i < count; i++)
            {
                ((T*)target)[i] = ((T*)source)[i];
            }
        }
        else
        {
            Buffer.MemoryCopy(source, target, bytes, bytes);
        }

        StringPointer.Add(s, op, Registers.Si, bytes);
        StringPointer.Add(s, op, Registers.Di, bytes);
        return count;
    }
}

/// <summary>How far a bulk operation may go.</summary>
internal static unsafe class Bulk
{
    /// <summary>Whole elements from an offset to the end of its page and short of the wrap of the address size; 0 when backward.</summary>
    public static ulong Fit<T>(X86State* s, DecodedOp* op, int segment, ulong address, ulong limit)
        where T : unmanaged
    {
        if (StringPointer.IsBackward(s))
        {
            return 0;
        }

        var linear = X86State.Segment(s, segment)->Base + address;
        var toPageEnd = (4096 - (linear & 4095)) / (ulong)sizeof(T);
        var toWrap = (op->AddressMask - address) / (ulong)sizeof(T);
        return Math.Min(limit, Math.Min(toPageEnd, toWrap));
    }
}
