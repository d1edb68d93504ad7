using ReplayEmu.Cpu.X86.State;
using ReplayEmu.Cpu.X86.Tests.LongMode;

namespace ReplayEmu.Cpu.X86.Tests.Fuzz;

/// <summary>Modes in which random bytes run.</summary>
public enum ByteFuzzMode
{
    Real,
    Protected16,
    Protected32,
    User32,
    Virtual8086,
    Long,
    Compatibility,
    SystemManagement,
}

/// <summary>A machine in a mode, at an address that it can run from.</summary>
internal static unsafe class ByteFuzzStart
{
    public static X86Machine Create(ByteFuzzMode mode, uint code)
    {
        var machine = mode is ByteFuzzMode.Long or ByteFuzzMode.Compatibility ? Long(mode) : Legacy(mode, code);
        var state = machine.State;
        state->Rip = state->Rip == 0 ? code : state->Rip;
        state->Gpr[4] = 0x9000;
        return machine;
    }

    private static X86Machine Long(ByteFuzzMode mode)
    {
        var guest = new LongGuest(wakes: true);
        if (mode == ByteFuzzMode.Compatibility)
        {
            guest.Enter(LongGuest.UserCode32);
        }

        guest.State->Rip = 0;
        return guest.Machine;
    }

    private static X86Machine Legacy(ByteFuzzMode mode, uint code)
    {
        var machine = new X86Machine("max", wakes: true);
        if (mode is ByteFuzzMode.Real or ByteFuzzMode.SystemManagement)
        {
            machine.StartReal(0);
            machine.Cpu.SetSegment(SegmentIndex.Cs, (ushort)(code >> 4), code, 0xffff, DescriptorBits.RealMode);
            machine.State->SystemManagement = mode == ByteFuzzMode.SystemManagement ? (byte)1 : (byte)0;
            machine.State->Rip = 4;
            return machine;
        }

        machine.StartProtected(0);
        for (var vector = 0; vector < 256; vector++)
        {
            machine.WriteGate(vector, code + ((uint)vector & 63), dpl: 3);
        }

        switch (mode)
        {
            case ByteFuzzMode.Protected16:
                machine.Cpu.SetSegment(SegmentIndex.Cs, X86Machine.Code32, 0, uint.MaxValue, 0x809b00);
                break;
            case ByteFuzzMode.User32:
                Page(machine);
                machine.Cpu.SetCpl(3);
                machine.Cpu.SetSegment(SegmentIndex.Cs, X86Machine.UserCode32, 0, uint.MaxValue, 0xc0fb00);
                foreach (var data in (int[])[SegmentIndex.Es, SegmentIndex.Ss, SegmentIndex.Ds])
                {
                    machine.Cpu.SetSegment(data, X86Machine.UserData32, 0, uint.MaxValue, 0xc0f300);
                }

                break;
            case ByteFuzzMode.Virtual8086:
                machine.State->Eflags |= Eflag.Virtual8086 | Eflag.IoPrivilege;
                machine.State->Cr4 |= Cr4Bits.Virtual8086Extensions;
                machine.Cpu.SetCpl(3);
                for (var i = SegmentIndex.Es; i <= SegmentIndex.Gs; i++)
                {
                    machine.Cpu.LoadParagraph(i, i == SegmentIndex.Cs ? (ushort)(code >> 4) : (ushort)0);
                }

                machine.State->Rip = 4;
                break;
        }

        return machine;
    }

    /// <summary>8 MiB at 0 in pages of 4 MiB for everyone.</summary>
    private static void Page(X86Machine machine)
    {
        machine.Write32(LongGuest.Top, 0x87);
        machine.Write32(LongGuest.Top + 4, 0x400087);
        machine.State->Cr3 = LongGuest.Top;
        machine.State->Cr4 |= Cr4Bits.PageSizeExtensions;
        machine.State->Cr0 |= Cr0Bits.Paging;
    }
}
