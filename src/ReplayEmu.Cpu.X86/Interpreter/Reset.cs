using System;
using ReplayEmu.Cpu.X86.Instructions;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86;

/// <content>Power-on and INIT state (SDM volume 3, table 9-1).</content>
public sealed unsafe partial class X86Cpu
{
    /// <summary>
    /// INIT: as a reset, but the x87, vectors, MSRs, CR0.CD and NW and the place of the SMM handler stay (SDM volume 3, table 9-1).
    /// </summary>
    private void Initialize()
    {
        var before = *State;
        Reset();
        var first = (byte*)&before.TscOffset - (byte*)&before;
        var length = (byte*)&before.Mxcsr + sizeof(uint) - (byte*)&before.TscOffset;
        new ReadOnlySpan<byte>((byte*)&before + first, (int)length).CopyTo(
            new Span<byte>((byte*)State + first, (int)length)
        );
        const ulong Caches = Cr0Bits.NotWriteThrough | Cr0Bits.CacheDisable;
        State->Cr0 = (State->Cr0 & ~Caches) | (before.Cr0 & Caches);
        State->SmBase = before.SmBase;
        State->NmiPending = before.NmiPending;
        (State->StartupPending, State->StartupPage) = (before.StartupPending, before.StartupPage);
    }

    public void Reset()
    {
        var a20 = State->A20Mask;
        var random = State->RandomState;
        var (intr, nmi, smi) = (State->IntrLevel, State->NmiLevel, State->SmiLevel);
        new Span<byte>(State, sizeof(X86State)).Clear();
        // The pins are driven from outside and stay.
        (State->IntrLevel, State->NmiLevel, State->SmiLevel) = (intr, nmi, smi);
        State->RandomState = random;
        State->Xcr0 = ExtendedState.X87Component;
        State->AddressBias = X86State.AddressBiasValue;
        State->SmBase = PowerOnSmBase;
        SetSystemManagement(false);
        State->A20Mask = a20 == 0 ? ulong.MaxValue : a20;
        State->Cr0 = Cr0Bits.ExtensionType | Cr0Bits.NotWriteThrough | Cr0Bits.CacheDisable;
        State->Eflags = Eflag.AlwaysSet;
        Flags.LazyFlags.Set(State, 0);
        for (var i = SegmentIndex.Es; i <= SegmentIndex.Gs; i++)
        {
            SetSegment(i, 0, 0, 0xffff, DescriptorBits.RealMode);
        }

        SetSegment(SegmentIndex.Cs, 0xf000, 0xffff0000, 0xffff, DescriptorBits.RealMode | DescriptorBits.Code);
        SetSegment(SegmentIndex.Ldtr, 0, 0, 0xffff, DescriptorBits.Present | (2 << 8));
        SetSegment(SegmentIndex.Tr, 0, 0, 0xffff, DescriptorBits.Present | (11 << 8));
        State->Rip = 0xfff0;
        State->GdtLimit = State->IdtLimit = 0xffff;
        State->Gpr[Registers.Dx] = Model.Signature;
        State->Dr[6] = 0xffff0ff0;
        State->Dr[7] = 0x400;
        State->ApicBase = Model.ApicBase;
        if ((State->ApicBase & BootProcessor) == 0)
        {
            State->Halted = State->WaitForStartup = 1;
        }

        NumericError?.Set(false);
        LocalApicEnable?.Set(true);
        LocalApicMoved?.Invoke(LocalApicAddress);
        State->Pat = 0x0007040600070406;
        State->MiscEnable = 1;
        for (var bank = 0; bank < 10; bank++)
        {
            State->MachineCheckBanks[bank * 4] = ulong.MaxValue;
        }

        State->McgControl = ulong.MaxValue;
        State->FpuControl = 0x40;
        State->FpuTag = 0x5555;
        State->Mxcsr = 0x1f80;
        pendingVector = -1;
        FlushTlb();
        StateChanged();
    }
}
