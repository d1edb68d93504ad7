using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using NUnit.Framework;
using ReplayEmu.Testing;

namespace ReplayEmu.Guests.Tests;

public sealed class BuiltInGuestsTests
{
    private static IEnumerable<BuiltInGuest> All => BuiltInGuests.All;

    [Test]
    public void Names_are_unique() => Assert.That(All.Select(guest => guest.Name), Is.Unique);

    [Test]
    public void Are_found_by_name() => Assert.That(BuiltInGuests.Find("bench")?.Name, Is.EqualTo("bench"));

    [Test]
    public void An_unknown_name_is_not_found() => Assert.That(BuiltInGuests.Find("x"), Is.Null);

    [TestCaseSource(nameof(All))]
    public void Is_a_rom_of_64_KiB(BuiltInGuest guest) => Assert.That(guest.Build(), Has.Length.EqualTo(0x10000));

    [TestCaseSource(nameof(All))]
    public void Is_the_same_each_time(BuiltInGuest guest) => Assert.That(guest.Build(), Is.EqualTo(guest.Build()));

    [TestCaseSource(nameof(All))]
    public void Begins_with_a_near_jump_at_the_reset_vector(BuiltInGuest guest) =>
        Assert.That(guest.Build()[0xFFF0], Is.EqualTo(0xE9));

    /// <summary>Traces name their firmware by hash: a change here makes the committed ones unplayable.</summary>
    [Test]
    public Task Hashes()
    {
        var text = new StringBuilder();
        foreach (var guest in All)
        {
            text.Append(Convert.ToHexStringLower(SHA256.HashData(guest.Build()))).Append("  ");
            text.Append(guest.Name).Append('\n');
        }

        return Verified.Text(text.ToString());
    }
}
