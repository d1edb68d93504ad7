using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Exceptions;
using ReplayEmu.Cpu.Power.Mmu;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power;

/// <content>Page tables: which kind, and the interrupts of both.</content>
public sealed unsafe partial class PowerCpu
{
    /// <summary>Finds the translation of a page; false after taking the interrupt.</summary>
    /// <param name="word">Page, with <see cref="TranslationSet.MayWrite"/> and <see cref="TranslationSet.MayRead"/>.</param>
    private bool Walk(ulong address, AccessKind kind, bool user, DecodedOp* op, out ulong word)
    {
        var fault =
            (State->Lpcr & LpcrBits.Hr) != 0
                ? WalkRadix(address, kind, user, out word)
                : WalkHashed(address, kind, user, out word);
        if (fault == 0)
        {
            return true;
        }

        RaiseStorage(address, kind, op, fault);
        return false;
    }

    private void RaiseStorage(ulong address, AccessKind kind, DecodedOp* op, uint fault)
    {
        var noSegment = fault == StorageFault.NoSegment;
        if (kind == AccessKind.Fetch)
        {
            Interrupt(
                noSegment ? Vector.InstructionSegment : Vector.InstructionStorage,
                State->Nip,
                noSegment ? 0 : fault
            );
            return;
        }

        State->Dar = address;
        if (!noSegment)
        {
            State->Dsisr = fault | (kind == AccessKind.Write ? StorageFault.Store : 0);
        }

        Fault(op, noSegment ? Vector.DataSegment : Vector.DataStorage, 0);
    }
}
