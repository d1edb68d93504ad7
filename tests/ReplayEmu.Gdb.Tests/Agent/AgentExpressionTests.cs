using System;
using NUnit.Framework;
using ReplayEmu.Gdb.Agent;

namespace ReplayEmu.Gdb.Tests.Agent;

public sealed class AgentExpressionTests
{
    [TestCase("22052203 02 27", 8UL)]
    [TestCase("22052203 03 27", 2UL)]
    [TestCase("22052203 04 27", 15UL)]
    [TestCase("2207 2202 05 27", 3UL)]
    [TestCase("2207 2202 07 27", 1UL)]
    [TestCase("2201 2204 09 27", 16UL)]
    [TestCase("22ff 16 08 27", ulong.MaxValue)]
    [TestCase("23 ffff 2a 08 27", 0xffUL)]
    [TestCase("25 8000000000000000 22ff 16 08 05 27", 0x8000000000000000UL)]
    [TestCase("2200 0e 27", 1UL)]
    [TestCase("2201 2202 14 27", 1UL)]
    [TestCase("2201 2202 2203 33 27", 2UL)]
    [TestCase("2201 2202 32 01 27", 1UL)]
    [TestCase("2201 20 0008 2209 27 2207 27", 7UL, Description = "a jump over the other branch")]
    [TestCase("26 0003 27", 1003UL)]
    [TestCase("24 00001000 19 27", 0x1004UL, Description = "four bytes of memory")]
    public void A_sound_expression_has_a_value(string code, ulong expected) =>
        Assert.That(Evaluate(code), Is.EqualTo(expected));

    [TestCase("", Description = "no end")]
    [TestCase("22", Description = "operand cut off")]
    [TestCase("27", Description = "nothing on the stack")]
    [TestCase("02 27")]
    [TestCase("2201 2200 05 27", Description = "division by zero")]
    [TestCase("21 0000", Description = "an endless loop")]
    [TestCase("2201 21 0000", Description = "a stack that grows for ever")]
    [TestCase("21 ffff", Description = "a jump out of the code")]
    [TestCase("26 ffff 27", Description = "no such register")]
    [TestCase("24 ffffffff 19 27", Description = "no memory there")]
    [TestCase("01 27", Description = "floating point")]
    public void What_is_not_sound_has_none(string code) => Assert.That(Evaluate(code), Is.Null);

    [Test]
    public void Random_code_does_nothing_but_give_a_value_or_none()
    {
        var random = new Random(7);
        var code = new byte[40];
        var values = 0;
        for (var i = 0; i < 100_000; i++)
        {
            random.NextBytes(code);
            for (var at = 0; at < code.Length; at++)
            {
                code[at] = (byte)(random.Next(3) == 0 ? code[at] : code[at] & 0x3f);
            }

            values += AgentExpression.Evaluate(code, new Target()) is null ? 0 : 1;
        }

        Assert.That(values, Is.Positive);
    }

    private static ulong? Evaluate(string code) =>
        AgentExpression.Evaluate(Convert.FromHexString(code.Replace(" ", "", StringComparison.Ordinal)), new Target());

    private sealed class Target : IAgentTarget
    {
        public bool TryRegister(int number, out ulong value)
        {
            value = 1000 + (ulong)number;
            return number < 40;
        }

        public bool TryMemory(ulong address, int size, out ulong value)
        {
            value = address + (ulong)size;
            return address < 0x10000;
        }
    }
}
