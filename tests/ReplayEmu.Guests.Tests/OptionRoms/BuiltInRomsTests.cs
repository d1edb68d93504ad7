using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Threading.Tasks;
using NUnit.Framework;
using ReplayEmu.Guests.OptionRoms;
using ReplayEmu.Testing;

namespace ReplayEmu.Guests.Tests.OptionRoms;

public sealed class BuiltInRomsTests
{
    private static IEnumerable<BuiltInGuest> All => BuiltInRoms.All;

    [TestCaseSource(nameof(All))]
    public void Has_the_signature_and_length_of_an_option_rom(BuiltInGuest rom)
    {
        var bytes = rom.Build();
        Assert.That(bytes[..2], Is.EqualTo(new byte[] { 0x55, 0xaa }));
        Assert.That(bytes, Has.Length.EqualTo(bytes[2] * 512));
    }

    [TestCaseSource(nameof(All))]
    public void All_its_bytes_add_up_to_zero(BuiltInGuest rom) => Assert.That(Sum(rom.Build()), Is.Zero);

    [TestCaseSource(nameof(All))]
    public void Its_plug_and_play_header_offers_a_bootstrap_entry(BuiltInGuest rom)
    {
        var bytes = rom.Build();
        var header = BitConverter.ToUInt16(bytes, 0x1a);
        Assert.That(bytes.AsSpan(header, 4).SequenceEqual("$PnP"u8));
        Assert.That(Sum(bytes[header..(header + 0x20)]), Is.Zero);
        Assert.That(BitConverter.ToUInt16(bytes, header + 26), Is.EqualTo(0x80));
    }

    [Test]
    public void An_unknown_name_is_not_found() => Assert.That(BuiltInRoms.Find("x"), Is.Null);

    /// <summary>Traces name their ROMs by hash: a change here makes those with a kernel unplayable.</summary>
    [Test]
    public Task Hashes() =>
        Verified.Text(
            string.Concat(
                All.Select(rom => Convert.ToHexStringLower(SHA256.HashData(rom.Build())) + "  " + rom.Name + "\n")
            )
        );

    private static int Sum(byte[] bytes) => bytes.Sum(value => value) & 0xff;
}
