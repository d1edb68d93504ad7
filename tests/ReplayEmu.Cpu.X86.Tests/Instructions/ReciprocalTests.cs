using System;
using Iced.Intel;
using NUnit.Framework;
using ReplayEmu.Cpu.X86.State;
using ReplayEmu.Cpu.X86.Tests.Oracle;

namespace ReplayEmu.Cpu.X86.Tests.Instructions;

/// <summary>RCPSS and RSQRTSS: results that the manual bounds by 1.5 * 2^-12 (SDM volume 2).</summary>
[TestFixture]
internal sealed unsafe class ReciprocalTests
{
    private const double Tolerance = 1.5 / 4096;
    private const uint CodeAddress = 0x1000;

    [TestCase(0x3f800000u, 0x3f800000u)]
    [TestCase(0x40400000u, 0x3eaaaaabu)]
    [TestCase(0u, 0x7f800000u)]
    [TestCase(0x80000001u, 0xff800000u)]
    [TestCase(0x7f800000u, 0u)]
    [TestCase(0x7f7fffffu, 0u)]
    [TestCase(0x7f800001u, 0x7fc00001u)]
    public void Rcpss_gives_the_nearest_single(uint source, uint result) =>
        Assert.That(Run(Code.Rcpss_xmm_xmmm32, source), Is.EqualTo(result));

    [TestCase(0x40800000u, 0x3f000000u)]
    [TestCase(0x80000000u, 0xff800000u)]
    [TestCase(0xbf800000u, 0xffc00000u)]
    [TestCase(0x00000001u, 0x7f800000u)]
    [TestCase(0x7f800000u, 0u)]
    public void Rsqrtss_gives_the_reciprocal_of_the_root(uint source, uint result) =>
        Assert.That(Run(Code.Rsqrtss_xmm_xmmm32, source), Is.EqualTo(result));

    [Test]
    public void Results_are_as_near_as_the_manual_demands()
    {
        using var guest = Guest();
        var random = new CaseRandom(12);
        for (var i = 0; i < 2000; i++)
        {
            var source = (uint)(random.Below(0x7e000000 - 0x00800000) + 0x00800000);
            double value = BitConverter.UInt32BitsToSingle(source);
            var inverse = BitConverter.UInt32BitsToSingle(Run(guest, Code.Rcpss_xmm_xmmm32, source));
            var root = BitConverter.UInt32BitsToSingle(Run(guest, Code.Rsqrtss_xmm_xmmm32, source));
            Assert.That((inverse * value) - 1, Is.InRange(-Tolerance, Tolerance), $"1/{value:r}");
            Assert.That((root * Math.Sqrt(value)) - 1, Is.InRange(-Tolerance, Tolerance), $"root of {value:r}");
        }
    }

    [Test]
    public void Nothing_is_reported_and_nothing_configured()
    {
        using var guest = Guest();
        guest.State->Mxcsr = 0x0000_6000;
        guest.State->Xmm[2] = 0x7f800001;
        Execute(guest, Code.Rcpss_xmm_xmmm32);
        Assert.That(guest.State->Mxcsr, Is.EqualTo(0x6000));
    }

    private static uint Run(Code code, uint source)
    {
        using var guest = Guest();
        return Run(guest, code, source);
    }

    private static uint Run(FlatGuest guest, Code code, uint source)
    {
        guest.State->Xmm[2] = source;
        Execute(guest, code);
        return (uint)guest.State->Xmm[0];
    }

    private static FlatGuest Guest()
    {
        var guest = new FlatGuest(32);
        guest.State->Cr4 |= Cr4Bits.OsFxsr | Cr4Bits.OsXmmExceptions;
        return guest;
    }

    private static void Execute(FlatGuest guest, Code code)
    {
        guest.Assemble(CodeAddress, Instruction.Create(code, Register.XMM0, Register.XMM1));
        guest.State->Rip = CodeAddress;
        guest.Run();
    }
}
