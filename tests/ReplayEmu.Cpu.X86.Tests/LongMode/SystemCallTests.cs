using NUnit.Framework;
using ReplayEmu.Cpu.X86.State;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Cpu.X86.Tests.LongMode;

/// <summary>SYSCALL, SYSRET, SYSENTER, SYSEXIT, SWAPGS and far transfers in long mode.</summary>
[TestFixture]
internal sealed unsafe class SystemCallTests
{
    private const ulong Entry = 0x18000;

    [Test]
    public void SYSCALL_saves_RIP_and_RFLAGS_and_masks_them()
    {
        using var guest = UserGuest();
        guest.State->Fmask = 0x200;
        guest.State->Eflags |= 0x200;

        guest.Run(a => a.syscall(), 1);

        Assert.That(
            (guest.State->Rip, guest.State->Gpr[1], guest.State->Gpr[11] & 0x200, guest.State->Eflags & 0x200u),
            Is.EqualTo((Entry, LongGuest.CodeAddress + 2, 0x200ul, 0u))
        );
    }

    [Test]
    public void SYSCALL_leaves_the_stack_and_SYSRET_comes_back()
    {
        using var guest = UserGuest();
        guest.Machine.Assemble(64, Entry, a => a.sysretq());

        guest.Run(a => a.syscall(), 2);

        var cs = X86State.Segment(guest.State, SegmentIndex.Cs)->Selector;
        var ss = X86State.Segment(guest.State, SegmentIndex.Ss)->Selector;
        Assert.That(
            (guest.State->Rip, guest.Rsp, guest.State->Cpl, cs, ss),
            Is.EqualTo((LongGuest.CodeAddress + 2, LongGuest.StackTop, 3u, LongGuest.UserCode64, LongGuest.UserData))
        );
    }

    [Test]
    public void SYSCALL_from_compatibility_mode_has_an_entry_of_its_own()
    {
        using var guest = UserGuest();
        guest.State->Cstar = Entry + 0x100;
        guest.Enter(LongGuest.UserCode32);
        guest.Load(a => a.syscall(), bitness: 32);

        guest.Machine.Run(1);

        Assert.That((guest.State->Rip, guest.Cpu.Is64Bit), Is.EqualTo((Entry + 0x100, true)));
    }

    [Test]
    public void SYSRET_without_REX_goes_to_compatibility_mode()
    {
        using var guest = UserGuest();
        guest.Enter(LongGuest.Code64);
        guest.State->Gpr[1] = 0xffffffff00018000;

        guest.Run(a => a.db(0x0f, 0x07), 1);

        var cs = X86State.Segment(guest.State, SegmentIndex.Cs)->Selector;
        Assert.That((guest.State->Rip, cs, guest.Cpu.Is64Bit), Is.EqualTo((Entry, LongGuest.UserCode32, false)));
    }

    [Test]
    public void SYSRET_to_an_address_that_is_not_canonical_faults_in_the_supervisor()
    {
        using var guest = UserGuest();
        guest.Enter(LongGuest.Code64);
        guest.State->Gpr[1] = 0x800000000000;

        guest.Run(a => a.sysretq(), 2);

        Assert.That((guest.Vector, guest.Frame(2)), Is.EqualTo((13, (ulong)LongGuest.Code64)));
    }

    [Test]
    public void SYSCALL_is_undefined_until_it_is_enabled()
    {
        using var guest = UserGuest();
        guest.State->Efer &= ~EferBits.SyscallEnable;

        guest.Run(a => a.syscall(), 2);

        Assert.That(guest.Vector, Is.EqualTo(6));
    }

    [Test]
    public void SYSENTER_goes_to_64_bit_code_and_SYSEXIT_back()
    {
        using var guest = UserGuest();
        guest.State->SysenterCs = LongGuest.Code64;
        guest.State->SysenterEip = LongGuest.HighBase + Entry;
        guest.State->SysenterEsp = LongGuest.HighBase + LongGuest.InnerStack;
        guest.State->Gpr[1] = LongGuest.StackTop;
        guest.State->Gpr[2] = LongGuest.CodeAddress;
        guest.Machine.Assemble(64, Entry, a => a.sysexitq());

        guest.Run(a => a.sysenter(), 1);
        var inside = (guest.State->Rip, guest.Rsp, guest.Cpu.Is64Bit);
        guest.Machine.Run(1);

        Assert.That(
            (inside, guest.State->Rip, X86State.Segment(guest.State, SegmentIndex.Cs)->Selector),
            Is.EqualTo(
                (
                    (LongGuest.HighBase + Entry, LongGuest.HighBase + LongGuest.InnerStack, true),
                    LongGuest.CodeAddress,
                    LongGuest.UserCode64
                )
            )
        );
    }

    [Test]
    public void SWAPGS_exchanges_the_bases()
    {
        using var guest = new LongGuest();
        guest.State->KernelGsBase = LongGuest.HighBase;
        guest.Write64(Entry, 77);

        guest.Run(
            a =>
            {
                a.swapgs();
                a.mov(rax, __qword_ptr.gs[rbx + (long)Entry]);
            },
            2
        );

        Assert.That((guest.State->Gpr[0], guest.State->KernelGsBase), Is.EqualTo((77ul, 0ul)));
    }

    [Test]
    public void A_far_return_changes_between_64_and_32_bit_code()
    {
        using var guest = new LongGuest();
        guest.Machine.Assemble(
            32,
            Entry,
            a =>
            {
                a.mov(eax, 5);
                a.db(0xea, 0, 0x90, 1, 0, (byte)LongGuest.Code64, 0);
            }
        );
        guest.Machine.Assemble(64, 0x19000, a => a.mov(r8, -1));

        guest.Run(
            a =>
            {
                a.push(LongGuest.Code32);
                a.push((int)Entry);
                a.db(0x48, 0xcb);
            },
            6
        );

        Assert.That((guest.State->Gpr[0], guest.State->Gpr[8]), Is.EqualTo((5ul, ulong.MaxValue)));
    }

    [Test]
    public void A_call_gate_of_16_bytes_leads_to_the_supervisor()
    {
        using var guest = UserGuest();
        var gate = X86Machine.GdtAddress + LongGuest.CallGate;
        guest.Write64(gate, ((ulong)Entry & 0xffff) | ((ulong)LongGuest.Code64 << 16) | 0x0001ec0000000000);
        guest.Write64(gate + 8, 0xffffffff);
        guest.Write64(0x18800, LongGuest.CallGate | 3ul);
        // The offset's bits 31:16 are 0x8001 in the gate, so that it is in the upper half of the address space.
        guest.Machine.Write(gate + 6, 0x01, 0x80);
        guest.State->Gpr[3] = 0x18800 - 8;

        guest.Run(a => a.call(__fword_ptr[rbx + 4]), 1);

        Assert.That(
            (guest.State->Rip, guest.Rsp, guest.Frame(0), guest.Frame(1), guest.Frame(2)),
            Is.EqualTo(
                (
                    LongGuest.HighBase + Entry,
                    LongGuest.InnerStack - 32,
                    LongGuest.CodeAddress + 3,
                    (ulong)LongGuest.UserCode64,
                    LongGuest.StackTop
                )
            )
        );
    }

    [TestCase(0xc0000082u)]
    [TestCase(0xc0000100u)]
    [TestCase(0xc0000102u)]
    public void WRMSR_takes_canonical_addresses_only(uint number)
    {
        using var guest = new LongGuest();
        guest.State->Gpr[1] = number;
        guest.State->Gpr[2] = 0x8000;

        guest.Run(a => a.wrmsr(), 2);

        Assert.That(guest.Vector, Is.EqualTo(13));
    }

    private static LongGuest UserGuest()
    {
        var guest = new LongGuest();
        // SYSRET's selectors count from 0x18: code of 32 bits, stack, code of 64 bits.
        guest.State->Star = ((ulong)LongGuest.Code64 << 32) | ((ulong)LongGuest.UserCode32 << 48);
        guest.State->Lstar = Entry;
        guest.Enter(LongGuest.UserCode64);
        return guest;
    }
}
