using NUnit.Framework;
using ReplayEmu.Cpu.X86.State;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Cpu.X86.Tests.Instructions;

/// <summary>The FPU's control and status as firmware probes them.</summary>
[TestFixture]
internal sealed unsafe class X87ControlTests
{
    private const uint Memory = 0x2000;
    private const int NotAvailable = 7;
    private RealModeGuest guest = null!;

    [SetUp]
    public void SetUp()
    {
        guest = new RealModeGuest();
        guest.State->Cr0 &= ~(Cr0Bits.Emulation | Cr0Bits.TaskSwitched);
    }

    [TearDown]
    public void TearDown() => guest.Dispose();

    [Test]
    public void Fninit_gives_the_default_control_word()
    {
        guest.Run(
            c =>
            {
                c.fninit();
                c.fnstcw(__word_ptr[Memory]);
                c.fnstsw(ax);
            },
            3
        );
        Assert.That((guest.Word(Memory), guest.Ax), Is.EqualTo(((ushort)0x37f, (ushort)0)));
    }

    [Test]
    public void Reserved_control_bits_are_fixed()
    {
        guest.Flat.Write(Memory, [0x00, 0xe0]);
        guest.Run(
            c =>
            {
                c.fldcw(__word_ptr[Memory]);
                c.fnstcw(__word_ptr[Memory]);
            },
            2
        );
        Assert.That(guest.Word(Memory), Is.EqualTo(0x0040));
    }

    [Test]
    public void A_task_switch_makes_it_unavailable()
    {
        guest.State->Cr0 |= Cr0Bits.TaskSwitched;
        guest.Run(c => c.fninit());
        Assert.That(guest.Vector, Is.EqualTo(NotAvailable));
    }

    [TestCase(Cr0Bits.TaskSwitched, null)]
    [TestCase(Cr0Bits.MonitorCoprocessor, null)]
    [TestCase(Cr0Bits.Emulation, null)]
    [TestCase(Cr0Bits.TaskSwitched | Cr0Bits.MonitorCoprocessor, NotAvailable)]
    public void Wait_needs_ts_and_mp(ulong bits, int? vector)
    {
        guest.State->Cr0 = (guest.State->Cr0 & ~0xeUL) | bits;
        guest.LoadBytes(0x9b);
        guest.Run();
        Assert.That(guest.Vector, Is.EqualTo(vector));
    }

    [Test]
    public void Fnsave_and_frstor_are_inverse()
    {
        guest.State->FpuStatus = 0x3800;
        guest.State->FpuTag = 0x3fff;
        guest.State->FpuRegisters[14] = 0x8000000000000000;
        guest.State->FpuRegisters[15] = 0x3fff;
        guest.Run(c => c.fnsave(__[Memory]));
        Assert.That((guest.State->FpuTag, guest.State->FpuStatus), Is.EqualTo(((ushort)0xffff, (ushort)0)));
        guest.State->FpuRegisters[14] = 0;
        guest.Run(c => c.frstor(__[Memory]));
        Assert.That(
            (guest.State->FpuTag, guest.State->FpuStatus, guest.State->FpuRegisters[14]),
            Is.EqualTo(((ushort)0x3fff, (ushort)0x3800, 0x8000000000000000))
        );
    }

    [Test]
    public void Fnstenv_masks_every_exception_afterwards()
    {
        guest.State->FpuControl = 0x0340;
        guest.Run(c => c.fnstenv(__[Memory]));
        Assert.That((guest.Word(Memory), guest.State->FpuControl), Is.EqualTo(((ushort)0x0340, (ushort)0x037f)));
    }
}
