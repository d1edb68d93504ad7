using NUnit.Framework;
using ReplayEmu.Cli.Options;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Cli.Tests.Options;

internal sealed class RtcBaseTests
{
    [TestCase("base=2012-01-01T00:00:00", 1325376000)]
    [TestCase("base=2012-01-01", 1325376000)]
    [TestCase("base=1970-01-02,clock=vm", 86400)]
    public void A_date_is_UTC(string text, long seconds) => Assert.That(RtcBase.Parse(text), Is.EqualTo(seconds));

    [TestCase("base=utc")]
    [TestCase("base=localtime")]
    public void The_host_clock_is_refused(string text)
    {
        var failure = Assert.Throws<ConfigurationException>(() => RtcBase.Parse(text));
        Assert.That(failure!.Message, Does.Contain("depend on the host's clock"));
    }

    [TestCase("base=yesterday")]
    [TestCase("clock=host,base=2012-01-01")]
    [TestCase("clock=vm")]
    public void Not_a_date_is_refused(string text) => Assert.Throws<ConfigurationException>(() => RtcBase.Parse(text));
}
