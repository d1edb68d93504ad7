using ReplayEmu.Cpu.X86.Exceptions;
using ReplayEmu.Cpu.X86.Instructions;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86;

/// <content>System calls without descriptor tables (SDM volume 2, SYSENTER and SYSEXIT). False when a fault is pending.</content>
public sealed unsafe partial class X86Cpu
{
    private const uint FlatCode = 0x00c09b00;
    private const uint FlatData = 0x00c09300;

    internal bool EnterSystem()
    {
        var selector = (uint)State->SysenterCs & 0xfffc;
        if ((State->Cr0 & Cr0Bits.ProtectionEnable) == 0 || selector == 0)
        {
            return Refuse(Vector.GeneralProtection, 0);
        }

        State->Eflags &= ~(Eflag.Virtual8086 | Eflag.Interrupt | Eflag.Resume);
        SetFlat(selector, selector + 8, 0);
        State->Gpr[Registers.Sp] = (uint)State->SysenterEsp;
        State->Rip = (uint)State->SysenterEip;
        return true;
    }

    internal bool ExitSystem()
    {
        var selector = (uint)State->SysenterCs & 0xfffc;
        if (!IsProtected || State->Cpl != 0 || selector == 0)
        {
            return Refuse(Vector.GeneralProtection, 0);
        }

        SetFlat(selector + 16, selector + 24, 3);
        State->Gpr[Registers.Sp] = Registers.Get32(State, Registers.Cx);
        State->Rip = Registers.Get32(State, Registers.Dx);
        return true;
    }

    /// <summary>Flat 4 GiB code and stack segments at a privilege level, without looking at descriptors.</summary>
    private void SetFlat(uint code, uint stack, uint cpl)
    {
        SetCpl(cpl);
        var level = cpl << 13;
        SetSegment(SegmentIndex.Cs, (ushort)(code | cpl), 0, uint.MaxValue, FlatCode | level);
        SetSegment(SegmentIndex.Ss, (ushort)(stack | cpl), 0, uint.MaxValue, FlatData | level);
    }
}
