using System.Text;
using NUnit.Framework;
using ReplayEmu.Host.Outputs;

namespace ReplayEmu.Host.Tests.Outputs;

internal sealed class TextWatchTests
{
    [TestCase("panic", "a kernel panic here", true)]
    [TestCase("panic", "a kernel pan ic here", false)]
    [TestCase("aab", "aaab", true)]
    [TestCase("abab", "abacabab", true)]
    public void Finds_a_text_in_one_piece(string text, string output, bool found) =>
        Assert.That(new TextWatch(text).Feed(Encoding.ASCII.GetBytes(output)), Is.EqualTo(found));

    [Test]
    public void Finds_a_text_byte_by_byte()
    {
        var watch = new TextWatch("ok");
        watch.Feed("o"u8);
        Assert.That(watch.Feed("k"u8), Is.True);
    }

    [Test]
    public void Tells_only_the_first_time()
    {
        var watch = new TextWatch("ok");
        watch.Feed("ok"u8);
        Assert.That(watch.Feed("ok"u8), Is.False);
    }
}
