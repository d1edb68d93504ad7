using System.Runtime.CompilerServices;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Machine.Cpu.Engine;

namespace ReplayEmu.Cpu.Power;

/// <content>
/// What handlers use to leave a block, and the tick accounting. While a block runs, <c>remaining</c> is what is left of the budget
/// after its last instruction; an instruction that leaves early gives back what was not run, by <see cref="DecodedOp.Left"/>.
/// </content>
public sealed unsafe partial class PowerCpu
{
    /// <summary>Address of an instruction of the running block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong IpOf(DecodedOp* op) => blockIp + op->Offset;

    /// <summary>Address of the instruction after it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong NextIp(DecodedOp* op) => NarrowIp(blockIp + op->Offset + 4);

    /// <summary>The instruction is done and the block must be left: state that later instructions depend on has changed.</summary>
    internal DecodedOp* Leave(DecodedOp* op)
    {
        State->Nip = NextIp(op);
        remaining += op->Left - 1;
        return null;
    }

    /// <summary>The instruction is done and has set NIP itself.</summary>
    internal DecodedOp* LeaveTo(DecodedOp* op, ulong ip)
    {
        State->Nip = ip;
        remaining += op->Left - 1;
        return null;
    }

    /// <summary>Goes to an address that is anywhere. The caller is the last instruction of its block, or has given back the rest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal DecodedOp* Jump(ulong ip)
    {
        ip = NarrowIp(ip);
        var entry = CodeTlb + HostTlb.IndexOf(ip);
        if (ip - entry->ReadTag < 4096)
        {
            var block = *cache.Jump(ip);
            if (block->Code == (byte*)(entry->Addend + ip) && block->Mode == mode && remaining - block->Count >= floor)
            {
                remaining -= block->Count;
                blockIp = ip;
                return block->Ops;
            }
        }

        State->Nip = ip;
        return null;
    }

    /// <summary>
    /// Goes to <see cref="DecodedOp.Imm"/> relative to the block. Within a page the way is remembered: equal offsets in a page lead
    /// to equal host bytes, whatever address the page has.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal DecodedOp* Follow(DecodedOp* op)
    {
        var block = (CodeBlock<DecodedOp>*)op->Link;
        if (block != null && block->Code != null && remaining - block->Count >= floor)
        {
            remaining -= block->Count;
            blockIp += op->Imm;
            return block->Ops;
        }

        return JumpAndLink(op);
    }

    private DecodedOp* JumpAndLink(DecodedOp* op)
    {
        var from = blockIp;
        var ip = NarrowIp(from + op->Imm);
        var next = Jump(ip);
        if (next != null && ((from ^ ip) & ~0xfffUL) == 0)
        {
            op->Link = (nint)(*cache.Jump(ip));
        }

        return next;
    }

    /// <summary>An address as MSR.SF has it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong NarrowIp(ulong ip) => ip & ipMask;

    /// <summary>Brings <c>Clock.Icount</c> to the ticks before this instruction: before every device access.</summary>
    internal void SyncClock(DecodedOp* op)
    {
        current = op;
        machine.Clock.State->Icount = end - (ulong)(remaining + op->Left);
    }

    private void SyncClockAtCurrent() =>
        machine.Clock.State->Icount = end - (ulong)(current == null ? remaining : remaining + current->Left);
}
