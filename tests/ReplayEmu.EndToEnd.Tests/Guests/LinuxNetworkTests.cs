using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using NUnit.Framework;
using ReplayEmu.Cli;
using ReplayEmu.EndToEnd.Tests.Exports;
using ReplayEmu.EndToEnd.Tests.Rig;

namespace ReplayEmu.EndToEnd.Tests.Guests;

/// <summary>Debian's kernel with virtio-net asks the router of <c>-netdev user</c>; the capture of the recording has its frames.</summary>
[Category("Guests")]
[Category("Slow")]
public sealed class LinuxNetworkTests
{
    private const int Ipv4 = 14;
    private const int Icmp = Ipv4 + 20;

    private const string Script = """
        timeout 300
        forbid "Kernel panic"
        wait "# "
        type "ip addr add 10.0.2.15/24 dev eth0; ip link set eth0 up; ping -c 2 10.0.2.2; poweroff -f\n"
        """;

    private readonly TemporaryFolder folder = new();
    private Replayemu recorded = null!;
    private IReadOnlyList<(ulong Time, byte[] Bytes)> frames = [];

    [OneTimeSetUp]
    public void Record()
    {
        var kernel = GuestFiles.Find("linux-cloud-amd64", "vmlinuz");
        var initrd = GuestFiles.Find("initrd-disk-cloud-amd64", "initrd.gz");
        var trace = folder.Combine("network.rtrace");
        string[] arguments =
        [
            "record",
            "-M",
            "pc-1.1",
            "-nodefaults",
            "-m",
            "128",
            "-bios",
            GuestFiles.SeaBios,
            "-kernel",
            kernel,
            "-initrd",
            initrd,
            "-append",
            "console=ttyS0 quiet shell",
            "-serial",
            "stdio",
            "-netdev",
            "user,id=n0",
            "-device",
            "virtio-net-pci,netdev=n0",
            "--script",
            folder.Write("network.script", Encoding.UTF8.GetBytes(Script)),
            "-o",
            trace,
        ];
        recorded = Replayemu.Run(arguments);
        var capture = folder.Combine("network.pcap");
        string[] images = [GuestFiles.FirmwareFolder, Path.GetDirectoryName(kernel)!, Path.GetDirectoryName(initrd)!];
        var done = Replayemu.Run([
            "export",
            trace,
            "--pcap",
            capture,
            .. images.SelectMany(static path => new[] { "--images", path }),
        ]);
        Assert.That(done.Code, Is.EqualTo(ExitCode.Ok), done.Error + recorded.Error + recorded.Text);
        frames = Capture.Parse(File.ReadAllBytes(capture));
    }

    [OneTimeTearDown]
    public void Delete() => folder.Dispose();

    [Test]
    public void The_router_answers() =>
        Assert.That(recorded.Text, Does.Contain("2 packets transmitted, 2 packets received, 0% packet loss"));

    [Test]
    public void The_capture_is_in_order_of_time() =>
        Assert.That(frames.Select(static frame => frame.Time), Is.Ordered.And.All.Positive);

    [TestCase(1)]
    [TestCase(2)]
    public void The_capture_has_the_address_resolution(int operation) =>
        Assert.That(frames.Count(frame => Type(frame.Bytes) == 0x0806 && frame.Bytes[21] == operation), Is.Positive);

    /// <summary>Echo request and reply, each with a right checksum.</summary>
    [TestCase(8, 2)]
    [TestCase(0, 15)]
    public void The_capture_has_both_echoes(int type, int target)
    {
        var found = frames
            .Select(static frame => frame.Bytes)
            .Where(frame => Type(frame) == 0x0800 && frame[Ipv4 + 9] == 1 && frame[Icmp] == type)
            .ToList();
        Assert.That(found, Has.Count.EqualTo(2));
        foreach (var frame in found)
        {
            var length = (frame[Ipv4 + 2] << 8) | frame[Ipv4 + 3];
            Assert.That(Capture.Checksum(frame.AsSpan(Ipv4..Icmp)), Is.Zero);
            Assert.That(Capture.Checksum(frame.AsSpan(Icmp..(Ipv4 + length))), Is.Zero);
            Assert.That(frame[Ipv4 + 19], Is.EqualTo(target), "last byte of the address that it goes to");
        }
    }

    private static int Type(byte[] frame) => (frame[12] << 8) | frame[13];
}
