using NUnit.Framework;
using ReplayEmu.Host.Inputs;

namespace ReplayEmu.Host.Tests.Inputs;

internal sealed class EscapeKeysTests
{
    [TestCase((byte)'x', KeyAction.Quit)]
    [TestCase((byte)'h', KeyAction.Help)]
    [TestCase((byte)'c', KeyAction.Monitor)]
    [TestCase((byte)1, KeyAction.Send)]
    [TestCase((byte)'z', KeyAction.None)]
    public void Ctrl_A_and_a_key(byte key, KeyAction action)
    {
        var keys = new EscapeKeys();
        keys.Press(1);
        Assert.That(keys.Press(key), Is.EqualTo(action));
    }

    [Test]
    public void A_plain_key_is_sent() => Assert.That(new EscapeKeys().Press((byte)'x'), Is.EqualTo(KeyAction.Send));

    [Test]
    public void An_escape_is_over_after_its_key()
    {
        var keys = new EscapeKeys();
        keys.Press(1);
        keys.Press((byte)'h');
        Assert.That(keys.Press((byte)'x'), Is.EqualTo(KeyAction.Send));
    }
}
