using System;
using System.Buffers.Binary;
using NUnit.Framework;
using ReplayEmu.Devices.Pseries.Fdt;

namespace ReplayEmu.Devices.Tests.Pseries;

[TestFixture]
public sealed class FlattenedTreeTests
{
    private static readonly byte[] tree = FlattenedTree.Write(
        new TreeNode("").Cells("a", 1).Text("b", "xy"),
        (0x1000UL, 0x200UL)
    );

    [Test]
    public void The_header_has_its_size_and_version() =>
        Assert.That((At(0), At(4), At(20), At(24)), Is.EqualTo((0xd00dfeedu, (uint)tree.Length, 17u, 16u)));

    [Test]
    public void Reservations_end_with_zeros() =>
        Assert.That((At(44), At(52), At(60), At(68)), Is.EqualTo((0x1000u, 0x200u, 0u, 0u)));

    [Test]
    public void Properties_are_aligned_and_name_their_strings()
    {
        var start = (int)At(8);
        uint[] expected = [1, 0, 3, 4, 0, 1, 3, 3, 2, 0x78790000, 2, 9];
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.That(At(start + (4 * i)), Is.EqualTo(expected[i]), $"word {i}");
        }
    }

    [Test]
    public void Strings_follow() => Assert.That(tree[(int)At(12)..], Is.EqualTo("a\0b\0"u8.ToArray()));

    private static uint At(int offset) => BinaryPrimitives.ReadUInt32BigEndian(tree.AsSpan(offset));
}
