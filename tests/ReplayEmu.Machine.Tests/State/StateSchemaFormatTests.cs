using System;
using System.Buffers;
using NUnit.Framework;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Machine.Tests.State;

public sealed class StateSchemaFormatTests
{
    private static byte[] Bytes(StateSchema schema)
    {
        var output = new ArrayBufferWriter<byte>();
        StateSchemaFormat.Write(output, schema);
        return output.WrittenSpan.ToArray();
    }

    [Test]
    public void A_schema_survives()
    {
        var bytes = Bytes(SampleState.Schema);
        var read = StateSchemaFormat.Read([.. bytes, 1, 2, 3], out var length);
        Assert.That((StateSchemaFormat.SameLayout(read, SampleState.Schema), length), Is.EqualTo((true, bytes.Length)));
    }

    [Test]
    public void Every_truncation_is_a_clear_error()
    {
        var bytes = Bytes(SampleState.Schema);
        for (var length = 0; length < bytes.Length; length++)
        {
            var cut = bytes.AsMemory(0, length);
            Assert.Throws<StateFormatException>(() => StateSchemaFormat.Read(cut.Span, out _));
        }
    }

    [Test]
    public void Every_changed_byte_is_an_error_or_a_sound_schema()
    {
        var bytes = Bytes(SampleState.Schema);
        for (var i = 0; i < bytes.Length * 8; i++)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[i / 8] ^= (byte)(1 << (i % 8));
            try
            {
                var read = StateSchemaFormat.Read(damaged, out _);
                foreach (var field in read.Fields)
                {
                    Assert.That(field.Offset + field.Size, Is.AtMost(read.Size));
                }
            }
            catch (StateFormatException damage)
            {
                Assert.That(damage.Message, Does.Contain("byte"));
            }
        }
    }

    [TestCase(8, 1, 4, 1, TestName = "Overlapping_fields_are_refused")]
    [TestCase(0, 1, 0, 1, TestName = "Fields_at_one_place_are_refused")]
    [TestCase(0, 1, 12, 3, TestName = "Fields_beyond_the_end_are_refused")]
    public void Bad_layouts_are_refused(int firstOffset, int firstCount, int secondOffset, int secondCount)
    {
        var bytes = Bytes(
            new StateSchema(
                "bad",
                1,
                16,
                [
                    new StateField("A", StateFieldKind.U64, firstOffset, firstCount),
                    new StateField("B", StateFieldKind.U32, secondOffset, secondCount),
                ]
            )
        );
        Assert.Throws<StateFormatException>(() => StateSchemaFormat.Read(bytes, out _));
    }

    [Test]
    public void A_field_that_is_there_twice_is_refused()
    {
        var bytes = Bytes(
            new StateSchema(
                "bad",
                1,
                16,
                [new StateField("A", StateFieldKind.U64, 0, 1), new StateField("A", StateFieldKind.U64, 8, 1)]
            )
        );
        Assert.Throws<StateFormatException>(() => StateSchemaFormat.Read(bytes, out _));
    }
}
