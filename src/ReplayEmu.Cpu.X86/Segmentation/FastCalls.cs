using ReplayEmu.Cpu.X86.Exceptions;
using ReplayEmu.Cpu.X86.Instructions;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86;

/// <content>
/// System calls without descriptor tables: SYSENTER and SYSEXIT (SDM volume 2), SYSCALL and SYSRET (AMD APM volume 3). False when a
/// fault is pending.
/// </content>
public sealed unsafe partial class X86Cpu
{
    private const uint FlatCode = 0x00c09b00;
    private const uint FlatLongCode = 0x00a09b00;
    private const uint FlatData = 0x00c09300;

    internal bool EnterSystem()
    {
        var selector = (uint)State->SysenterCs & 0xfffc;
        if ((State->Cr0 & Cr0Bits.ProtectionEnable) == 0 || selector == 0)
        {
            return Refuse(Vector.GeneralProtection, 0);
        }

        State->Eflags &= ~(Eflag.Virtual8086 | Eflag.Interrupt | Eflag.Resume);
        var mask = IsLong ? ulong.MaxValue : uint.MaxValue;
        SetFlat(selector, selector + 8, 0, IsLong);
        State->Gpr[Registers.Sp] = State->SysenterEsp & mask;
        State->Rip = State->SysenterEip & mask;
        return true;
    }

    /// <param name="toLong">To 64-bit code, by REX.W.</param>
    internal bool ExitSystem(bool toLong)
    {
        var selector = (uint)State->SysenterCs & 0xfffc;
        var (ip, pointer) = (State->Gpr[Registers.Dx], State->Gpr[Registers.Cx]);
        var refused = toLong && (!IsCanonical(ip) || !IsCanonical(pointer));
        if (!IsProtected || State->Cpl != 0 || selector == 0 || refused)
        {
            return Refuse(Vector.GeneralProtection, 0);
        }

        var code = selector + (toLong ? 32u : 16u);
        SetFlat(code, code + 8, 3, toLong);
        State->Gpr[Registers.Sp] = toLong ? pointer : (uint)pointer;
        State->Rip = toLong ? ip : (uint)ip;
        return true;
    }

    /// <summary>SYSCALL, with EFER.SCE set.</summary>
    internal bool CallSystem(ulong returnIp)
    {
        var selector = (uint)(State->Star >> 32) & 0xfffc;
        if (!IsLong)
        {
            State->Gpr[Registers.Cx] = (uint)returnIp;
            State->Eflags &= ~(Eflag.Virtual8086 | Eflag.Interrupt | Eflag.Resume);
            SetFlat(selector, selector + 8, 0, toLong: false);
            State->Rip = (uint)State->Star;
            return true;
        }

        var target = Is64Bit ? State->Lstar : State->Cstar;
        var flags = ReadEflags() & ~Eflag.Resume;
        State->Gpr[Registers.Cx] = returnIp;
        State->Gpr[11] = flags;
        WriteEflags(flags & ~(uint)State->Fmask, (EflagsDefined & ~Eflag.Virtual8086) | Eflag.Resume);
        SetFlat(selector, selector + 8, 0, toLong: true);
        State->Rip = target;
        return true;
    }

    /// <summary>SYSRET, with EFER.SCE set.</summary>
    /// <param name="toLong">To 64-bit code, by REX.W.</param>
    internal bool ReturnFromSystem(bool toLong)
    {
        var ip = State->Gpr[Registers.Cx];
        if (!IsProtected || State->Cpl != 0 || (toLong && !IsCanonical(ip)))
        {
            return Refuse(Vector.GeneralProtection, 0);
        }

        var selector = (uint)(State->Star >> 48) & 0xfffc;
        if (IsLong)
        {
            WriteEflags((uint)State->Gpr[11] & EflagsDefined, EflagsDefined & ~Eflag.Virtual8086);
            State->Eflags &= ~Eflag.Resume;
        }
        else
        {
            State->Eflags |= Eflag.Interrupt;
        }

        SetFlat(selector + (toLong ? 16u : 0), selector + 8, 3, toLong);
        State->Rip = toLong ? ip : (uint)ip;
        return true;
    }

    /// <summary>Flat code and stack segments at a privilege level, without looking at descriptors.</summary>
    private void SetFlat(uint code, uint stack, uint cpl, bool toLong)
    {
        SetCpl(cpl);
        var level = cpl << 13;
        SetSegment(SegmentIndex.Cs, (ushort)(code | cpl), 0, uint.MaxValue, (toLong ? FlatLongCode : FlatCode) | level);
        SetSegment(SegmentIndex.Ss, (ushort)(stack | cpl), 0, uint.MaxValue, FlatData | level);
    }
}
