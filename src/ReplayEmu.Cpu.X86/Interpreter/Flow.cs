using System.Runtime.CompilerServices;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Exceptions;
using ReplayEmu.Cpu.X86.Mmu;
using ReplayEmu.Cpu.X86.State;
using ReplayEmu.Machine.Cpu.Engine;

namespace ReplayEmu.Cpu.X86;

/// <content>
/// What handlers use to leave a block, and the tick accounting. While a block runs, <c>remaining</c> is what is left of the budget
/// after its last instruction; an instruction that leaves early gives back what was not run, by <see cref="DecodedOp.Left"/>.
/// <para>
/// REP: each iteration is one tick. The last (or only, or zero-count) iteration is the instruction's own tick; for each other one
/// the handler calls <see cref="Spend"/>. The order in a handler: before an iteration that is not the first, test
/// <see cref="MustSuspend"/>, and if true return <see cref="Suspend"/> (registers show the iterations done, the same instruction
/// is resumed later); after the last one return <see cref="FinishRepeat"/>. Bulk iterations: at most <see cref="TicksLeft"/> of them
/// with one <see cref="Spend"/>. A fault in an iteration: registers show the complete iterations, return null.
/// </para>
/// </content>
public sealed unsafe partial class X86Cpu
{
    /// <summary>Offset in CS of an instruction of the running block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong IpOf(DecodedOp* op) => BlockIp + op->IpOffset;

    /// <summary>Offset in CS of the instruction after it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong NextIp(DecodedOp* op) => BlockIp + op->IpOffset + op->Length;

    /// <summary>The instruction is done and the block must be left: state that later instructions depend on has changed.</summary>
    internal DecodedOp* Leave(DecodedOp* op)
    {
        State->Rip = NextIp(op);
        remaining += op->Left - 1;
        return null;
    }

    /// <summary>Ticks that this instruction may use, its own included; at least 1.</summary>
    internal long TicksLeft(DecodedOp* op) => remaining + op->Left;

    /// <summary>Accounts for iterations of REP that are not the last.</summary>
    internal void Spend(long iterations) => remaining -= iterations;

    /// <summary>True when the next iteration of REP must not begin: budget used, or a device wants attention.</summary>
    internal bool MustSuspend(DecodedOp* op) => remaining + op->Left <= floor;

    /// <summary>Leaves between two iterations of REP; the instruction is resumed later.</summary>
    internal DecodedOp* Suspend(DecodedOp* op)
    {
        suspended = true;
        State->Rip = IpOf(op);
        remaining += op->Left;
        return null;
    }

    /// <summary>The REP instruction is done; goes on in the block when the budget still allows.</summary>
    internal DecodedOp* FinishRepeat(DecodedOp* op) => remaining >= floor ? op + 1 : Leave(op);

    /// <summary>Goes to an offset in CS that is anywhere. The caller has given back what the block did not run.</summary>
    internal DecodedOp* Jump(DecodedOp* op, ulong ip)
    {
        var cs = X86State.Segment(State, SegmentIndex.Cs);
        var linear = (cs->Base + ip) & linearMask;
        var entry = codeSet.Entries + TlbEntry.IndexOf(linear);
        if (linear - entry->ReadTag < 4096)
        {
            var block = *cache.Jump(linear);
            if (
                block->Code == (byte*)(entry->Addend + linear)
                && block->Mode == bitness
                && remaining - block->Count >= floor
                && ip + (ulong)block->Bytes - 1 <= codeLimit
            )
            {
                remaining -= block->Count;
                BlockIp = ip;
                return block->Ops;
            }
        }

        if (op->Left != 0 && IsOutside(ip))
        {
            // The branch itself faults; the end of a block is no instruction, and the fetch behind it will.
            State->Rip = IpOf(op);
            remaining++;
            Raise(Vector.GeneralProtection, 0);
            return null;
        }

        State->Rip = ip;
        return null;
    }

    /// <summary>
    /// Goes to <see cref="DecodedOp.Imm"/> relative to the block. Within a page the way is remembered: equal offsets in a page lead
    /// to equal host bytes, whatever linear address the page has.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal DecodedOp* Follow(DecodedOp* op, ulong ip)
    {
        var block = (CodeBlock<DecodedOp>*)op->Link;
        if (
            block != null
            && block->Code != null
            && remaining - block->Count >= floor
            && ip == BlockIp + op->Imm
            && ip + (ulong)block->Bytes - 1 <= codeLimit
        )
        {
            remaining -= block->Count;
            BlockIp = ip;
            return block->Ops;
        }

        return JumpAndLink(op, ip);
    }

    private DecodedOp* JumpAndLink(DecodedOp* op, ulong ip)
    {
        var from = BlockIp;
        var next = Jump(op, ip);
        if (next != null && op->MayLink != 0 && ip == from + op->Imm)
        {
            var origin = X86State.Segment(State, SegmentIndex.Cs)->Base;
            if ((((origin + ip) ^ (origin + from)) & linearMask & ~0xfffUL) == 0)
            {
                op->Link = (nint)(*cache.Jump((origin + ip) & linearMask));
            }
        }

        return next;
    }

    /// <summary>Brings <c>Clock.Icount</c> to the ticks before this instruction (iteration): before every device access.</summary>
    internal void SyncClock(DecodedOp* op)
    {
        current = op;
        machine.Clock.State->Icount = end - (ulong)(remaining + op->Left);
    }

    /// <summary>
    /// Told the instruction before anything that may access memory or devices by itself: tables, stacks of other levels, tasks. The clock,
    /// and what a device or decoded code wants to stop, go by it.
    /// </summary>
    internal X86Cpu At(DecodedOp* op)
    {
        current = op;
        return this;
    }

    private void SyncClockAtCurrent() =>
        machine.Clock.State->Icount = end - (ulong)(current == null ? remaining : remaining + current->Left);
}
