using System.IO;
using System.Text;
using NUnit.Framework;
using ReplayEmu.Lockstep.Reference;
using ReplayEmu.Lockstep.Registers;

namespace ReplayEmu.Lockstep.Tests;

public sealed class QemuLogTests
{
    private const string State = """
        EAX=00000001 EBX=00000002 ECX=00000003 EDX=00060fb1
        ESI=00000000 EDI=00000000 EBP=00000000 ESP=00007000
        EIP=0000e05b EFL=00000046 [---Z-P-] CPL=0 II=0 A20=1 SMM=0 HLT=0
        ES =0000 00000000 0000ffff 00009300
        CS =f000 000f0000 0000ffff 00009b00
        LDT=0000 00000000 0000ffff 00008200
        GDT=     00001000 0000002f
        CR0=60000010 CR2=00000000 CR3=00000000 CR4=00000000
        DR6=00000000ffff0ff0 DR7=0000000000000400
        CCS=00000000 CCD=00000000 CCO=EFLAGS
        EFER=0000000000000500

        """;

    [TestCase("ebx", ExpectedResult = 2UL)]
    [TestCase("esp", ExpectedResult = 0x7000UL)]
    [TestCase("eip", ExpectedResult = 0xe05bUL)]
    [TestCase("eflags", ExpectedResult = 0x46UL)]
    [TestCase("cs", ExpectedResult = 0xf000UL)]
    [TestCase("cs.base", ExpectedResult = 0xf0000UL)]
    [TestCase("cs.attributes", ExpectedResult = 0x9b00UL)]
    [TestCase("gdt.limit", ExpectedResult = 0x2fUL)]
    [TestCase("cr0", ExpectedResult = 0x60000010UL)]
    [TestCase("dr7", ExpectedResult = 0x400UL)]
    [TestCase("efer", ExpectedResult = 0x500UL)]
    public ulong Registers_are_read(string name)
    {
        var image = new RegisterImage();
        Log(State).TryRead(image, out _);
        return image[RegisterSet.Find(name)];
    }

    [Test]
    public void An_interrupt_is_told_with_the_instruction_behind_it()
    {
        Log(State + "Servicing hardware INT=0x08\n" + State, 1).TryRead(new RegisterImage(), out var interrupt);
        Assert.That(interrupt, Is.EqualTo(8));
    }

    [Test]
    public void The_registers_within_an_event_belong_to_no_instruction()
    {
        var log = Log("     0: v=0d e=0000 i=0 cpl=0 IP=0008:00000000 pc=0\n" + State + State);
        var image = new RegisterImage();
        Assert.That((log.TryRead(image, out _), log.TryRead(image, out _)), Is.EqualTo((true, false)));
    }

    [Test]
    public void A_log_cut_in_the_middle_of_a_state_has_ended() =>
        Assert.That(Log(State[..^30]).TryRead(new RegisterImage(), out _), Is.False);

    [Test]
    public void What_QEMU_complains_of_is_kept()
    {
        var log = Log("qemu-system-i386: unsupported machine type\n");
        log.TryRead(new RegisterImage(), out _);
        Assert.That(log.LastMessage, Does.Contain("unsupported"));
    }

    private static QemuLog Log(string text, int skip = 0)
    {
        var log = new QemuLog(new MemoryStream(Encoding.ASCII.GetBytes(text)));
        for (var i = 0; i < skip; i++)
        {
            log.TryRead(new RegisterImage(), out _);
        }

        return log;
    }
}
