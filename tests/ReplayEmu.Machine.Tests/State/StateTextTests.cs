using System;
using System.Linq;
using System.Text;
using NUnit.Framework;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Machine.Tests.State;

public sealed class StateTextTests
{
    private static readonly StateSchema schema = SampleState.Schema;

    private static string Dump(byte[] image)
    {
        var text = new StringBuilder();
        StateText.Write(text, schema, image);
        return text.ToString();
    }

    [Test]
    public void Every_field_is_a_line()
    {
        var image = new byte[schema.Size];
        image[0] = 0x10;
        image.AsSpan(8, 4).Fill(0xff);
        image[14] = 0x34;
        image[15] = 0x12;
        Assert.That(
            Dump(image),
            Is.EqualTo(
                """
                Wide = 0x0000000000000010
                Signed = -1
                A = 0x00
                B = 0x00
                C = 0x1234
                Fifo = 0

                """
            )
        );
    }

    [Test]
    public void Zeros_of_arrays_are_run_together()
    {
        var image = new byte[schema.Size];
        image[16 + 20] = 0xab;
        var lines = Dump(image).Split('\n').Where(line => line.StartsWith("Fifo", StringComparison.Ordinal));
        Assert.That(
            lines,
            Is.EqualTo(
                new[]
                {
                    "Fifo[0..15] = 0",
                    "Fifo[16..31] = 0x00 0x00 0x00 0x00 0xab 0x00 0x00 0x00 0x00 0x00 0x00 0x00 0x00 0x00 0x00 0x00",
                    "Fifo[32..63] = 0",
                }
            )
        );
    }

    [Test]
    public void A_wrong_length_is_refused()
    {
        Assert.That(() => Dump(new byte[3]), Throws.ArgumentException);
    }

    [Test]
    public void Differences_name_element_and_values()
    {
        var old = new byte[schema.Size];
        var other = new byte[schema.Size];
        other[8] = 5;
        other[16 + 63] = 1;
        Assert.That(
            StateDifference.Compare(schema, old, other).Select(found => found.ToString()),
            Is.EqualTo(new[] { "Signed: 0 -> 5", "Fifo[63]: 0x00 -> 0x01" })
        );
    }

    [Test]
    public void Differences_stop_at_the_limit()
    {
        var other = Enumerable.Repeat((byte)1, schema.Size).ToArray();
        Assert.That(StateDifference.Compare(schema, new byte[schema.Size], other, limit: 3), Has.Count.EqualTo(3));
    }
}
