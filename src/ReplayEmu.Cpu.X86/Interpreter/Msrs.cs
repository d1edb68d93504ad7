using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Model;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86;

/// <content>
/// Model-specific registers (SDM volume 4). An unknown one gives #GP, as on hardware. The time stamp counter runs at 1 GHz of
/// guest time. Accepted without effect, because there are no caches: MTRRs, PAT; without a machine-check source: MCG and banks.
/// </content>
public sealed unsafe partial class X86Cpu
{
    private const int MachineCheckBankCount = 10;
    private const uint FsBaseMsr = 0xc0000100;
    private const uint GsBaseMsr = 0xc0000101;

    /// <summary>SVMDIS and LOCK: the firmware has disabled secure virtual machines (AMD APM volume 2, 15.30.1).</summary>
    private const ulong VmCrDisabled = 0x18;

    internal ulong ReadTsc(DecodedOp* op)
    {
        SyncClock(op);
        return machine.Clock.Nanoseconds + State->TscOffset;
    }

    internal bool ReadMsr(DecodedOp* op, uint number, out ulong value)
    {
        value = 0;
        switch (number)
        {
            case 0x10:
                value = ReadTsc(op);
                return true;
            case 0xfe:
                // Eight variable ranges, fixed ranges, write combining.
                value = 0x508;
                return true;
            case 0x179:
                // Ten banks, MCG_CTL and SER present.
                value = 0x1000100 | MachineCheckBankCount;
                return true;
            case 0xc0010114 when Model.Has(CpuFeature.Svm):
                value = VmCrDisabled;
                return true;
            case 0xc0010117 when Model.Has(CpuFeature.Svm):
                return true;
            default:
                var place = FindMsr(number);
                if (place == null)
                {
                    return false;
                }

                value = *place;
                return true;
        }
    }

    internal bool WriteMsr(DecodedOp* op, uint number, ulong value)
    {
        switch (number)
        {
            case 0x10:
                State->TscOffset += value - ReadTsc(op);
                return true;
            case 0xfe or 0x179:
                return false;
            case 0x1b:
                SyncClock(op);
                return WriteApicBase(value);
            case 0x8b:
                // A microcode update is accepted and not applied: the revision stays 0.
                return true;
            case 0x79:
                return true;
            case 0xc0010114 or 0xc0010117 when Model.Has(CpuFeature.Svm):
                // Locked: writes are ignored. VM_HSAVE_PA, the place that VMRUN saves to: VMRUN is off, so that it has no effect.
                return true;
            case 0xc0000080:
                return WriteEfer(value);
            case FsBaseMsr or GsBaseMsr:
                return Model.Has(CpuFeature.Lm) && WriteSegmentBase((int)(number - FsBaseMsr) + SegmentIndex.Fs, value);
            case 0xc0000103 when value > uint.MaxValue:
                return false;
            default:
                var place = FindMsr(number);
                if (place == null || !IsValidMemoryType(number, value))
                {
                    return false;
                }

                if (Model.Has(CpuFeature.Lm) && number is 0x175 or 0x176 or 0xc0000082 or 0xc0000083 or 0xc0000102)
                {
                    return WriteAddress(place, value);
                }

                *place = value;
                return true;
        }
    }

    /// <summary>
    /// The global enable (bit 11) can be cleared, but only a reset sets it again (SDM volume 3, section 11.4.3). Reserved bits, x2APIC mode
    /// among them, are refused; QEMU ignores them, and does not move the registers.
    /// </summary>
    private bool WriteApicBase(ulong value)
    {
        const ulong Enable = 1 << 11;
        const ulong Reserved = BeyondPhysical | (0xfffUL << 52) | (0xfff & ~(Enable | BootProcessor));
        if ((value & Reserved) != 0)
        {
            return false;
        }

        State->ApicBase = (State->ApicBase & BootProcessor) | (value & State->ApicBase & Enable) | (value >> 12 << 12);
        LocalApicEnable?.Set((State->ApicBase & Enable) != 0);
        LocalApicMoved?.Invoke(LocalApicAddress);
        return true;
    }

    private ulong* FindMsr(uint number) =>
        number switch
        {
            0x1b => &State->ApicBase,
            0x8b => &State->MicrocodeUpdate,
            0x174 => &State->SysenterCs,
            0x175 => &State->SysenterEsp,
            0x176 => &State->SysenterEip,
            0x17a => &State->McgStatus,
            0x17b => &State->McgControl,
            0x1a0 => &State->MiscEnable,
            >= 0x200 and <= 0x20f => &State->MtrrVariable[number - 0x200],
            0x250 => &State->MtrrFixed[0],
            0x258 => &State->MtrrFixed[1],
            0x259 => &State->MtrrFixed[2],
            >= 0x268 and <= 0x26f => &State->MtrrFixed[number - 0x268 + 3],
            0x277 => &State->Pat,
            0x2ff => &State->MtrrDefaultType,
            >= 0x400 and < 0x400 + (4 * MachineCheckBankCount) => &State->MachineCheckBanks[number - 0x400],
            0xc0000080 => &State->Efer,
            0xc0000081 => &State->Star,
            0xc0000103 => &State->TscAux,
            _ => Model.Has(CpuFeature.Lm) ? FindLongMsr(number) : null,
        };

    /// <summary>What only CPUs with long mode have.</summary>
    private ulong* FindLongMsr(uint number) =>
        number switch
        {
            0xc0000082 => &State->Lstar,
            0xc0000083 => &State->Cstar,
            0xc0000084 => &State->Fmask,
            FsBaseMsr => &X86State.Segment(State, SegmentIndex.Fs)->DescriptorBase,
            GsBaseMsr => &X86State.Segment(State, SegmentIndex.Gs)->DescriptorBase,
            0xc0000102 => &State->KernelGsBase,
            _ => null,
        };
}
