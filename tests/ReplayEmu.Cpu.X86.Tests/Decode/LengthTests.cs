using System;
using NUnit.Framework;

namespace ReplayEmu.Cpu.X86.Tests.Decode;

public sealed unsafe class LengthTests
{
    [TestCase(14, "90", ExpectedResult = null)]
    [TestCase(15, "90", ExpectedResult = 13)]
    [TestCase(20, "90", ExpectedResult = 13)]
    [TestCase(13, "0fff", ExpectedResult = 6, Description = "undefined, 15 bytes")]
    [TestCase(10, "81c0010203", ExpectedResult = 13, Description = "16 bytes, the immediate has 4")]
    [TestCase(13, "0f0b", ExpectedResult = 6, Description = "UD2 of 15 bytes")]
    public int? At_most_15_bytes(int prefixes, string rest)
    {
        using var guest = new RealModeGuest();
        var code = new byte[32];
        code.AsSpan().Fill(0x90);
        code.AsSpan(0, prefixes).Fill(0x2e);
        Convert.FromHexString(rest).CopyTo(code, prefixes);
        if (rest.StartsWith("81", StringComparison.Ordinal))
        {
            code[0] = 0x66;
        }

        guest.LoadBytes(code);
        guest.Run();

        return guest.Vector;
    }

    [TestCase("f090", Description = "LOCK NOP")]
    [TestCase("f001d8", Description = "LOCK ADD of registers")]
    [TestCase("f08b07", Description = "LOCK MOV")]
    [TestCase("f03b07", Description = "LOCK CMP")]
    public void LOCK_is_for_some_instructions_with_memory_only(string code)
    {
        using var guest = new RealModeGuest();
        guest.LoadBytes(Convert.FromHexString(code));

        guest.Run();

        Assert.That(guest.Vector, Is.EqualTo(6));
    }
}
