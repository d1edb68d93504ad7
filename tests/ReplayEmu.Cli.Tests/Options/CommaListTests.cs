using System.Linq;
using NUnit.Framework;
using ReplayEmu.Cli.Options;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Cli.Tests.Options;

internal sealed class CommaListTests
{
    [TestCase("virtio-balloon-pci,addr=0x10", "driver=virtio-balloon-pci|addr=0x10")]
    [TestCase("x,a=b,,c", "driver=x|a=b,c")]
    [TestCase("x,flag", "driver=x|flag=on")]
    [TestCase("driver=x,a=b=c", "driver=x|a=b=c")]
    [TestCase("x,a=", "driver=x|a=")]
    public void Items_are_split_as_QEMU_does(string text, string expected)
    {
        var items = CommaList.Parse("-device", text, first: "driver");
        Assert.That(string.Join('|', items.Select(item => $"{item.Name}={item.Value}")), Is.EqualTo(expected));
    }

    [TestCase("x,=b")]
    [TestCase("x,,,a=b,")]
    public void An_item_without_a_name_is_refused(string text) =>
        Assert.Throws<ConfigurationException>(() => CommaList.Parse("-device", text, first: "driver"));
}
