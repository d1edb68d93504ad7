using System;
using System.Buffers.Binary;
using System.Linq;
using NUnit.Framework;

namespace ReplayEmu.Devices.Tests.Network;

/// <summary>The 82540EM as a driver uses it.</summary>
public sealed class E1000Tests
{
    private static readonly byte[] own = [0x52, 0x54, 0x00, 0x12, 0x34, 0x56];
    private E1000Rig rig = null!;

    [SetUp]
    public void Build() => rig = new E1000Rig();

    [TearDown]
    public void Free() => rig.Dispose();

    [Test]
    public void The_words_of_the_eeprom_have_the_right_sum() =>
        Assert.That((ushort)Enumerable.Range(0, 64).Sum(word => rig.Eeprom((uint)word)), Is.EqualTo(0xbaba));

    [Test]
    public void The_eeprom_holds_the_address() => Assert.That(rig.Eeprom(2), Is.EqualTo(0x5634));

    [Test]
    public void The_eeprom_can_be_read_bit_by_bit()
    {
        const uint Select = 2;
        rig.Write(0x10, Select);
        // Start, read, word 1: 1 10 000001.
        foreach (var bit in "110000001")
        {
            var data = Select | (bit == '1' ? 4u : 0);
            rig.Write(0x10, data);
            rig.Write(0x10, data | 1);
            rig.Write(0x10, data);
        }

        var word = 0u;
        for (var i = 0; i < 16; i++)
        {
            rig.Write(0x10, Select | 1);
            word = (word << 1) | (rig.Read(0x10) >> 3 & 1);
            rig.Write(0x10, Select);
        }

        Assert.That(word, Is.EqualTo(0x1200));
    }

    [Test]
    public void The_phy_is_a_marvell() => Assert.That((rig.Phy(2), rig.Phy(3)), Is.EqualTo((0x0141u, 0x0c20u)));

    [Test]
    public void A_phy_elsewhere_is_an_error()
    {
        rig.Write(0x20, 0x0840_0000);
        Assert.That(rig.Read(0x20) & 0x4000_0000, Is.Not.Zero);
    }

    [Test]
    public void The_link_is_down_while_the_phy_negotiates()
    {
        rig.Write(0x20, 0x0420_1340);
        Assert.That((rig.Read(8) & 2, rig.Phy(1) & 0x24), Is.EqualTo((0u, 0u)));
    }

    [Test]
    public void A_frame_is_sent_and_its_descriptor_written_back()
    {
        Send(0, Frame(60), 0x0b00_0000);
        Assert.Multiple(() =>
        {
            Assert.That(rig.Sent.Single(), Is.EqualTo(Frame(60)));
            Assert.That(rig.Memory(E1000Rig.TransmitRing + 12, 1)[0] & 1, Is.EqualTo(1));
            Assert.That(rig.Read(0x3810), Is.EqualTo(1));
            Assert.That(rig.Read(0xc0) & 3, Is.EqualTo(3));
        });
    }

    [Test]
    public void Nothing_is_sent_while_the_transmitter_is_off()
    {
        rig.Write(0x3818, 1);
        Assert.That((rig.Sent.Count, rig.Read(0x3810)), Is.EqualTo((0, 0u)));
    }

    [Test]
    public void A_long_segment_is_cut_into_frames()
    {
        // Headers of 54 bytes, segments of 100.
        BinaryPrimitives.WriteUInt64LittleEndian(rig.Memory(E1000Rig.TransmitRing, 8), 0x0000_3222_0021_180eul);
        BinaryPrimitives.WriteUInt32LittleEndian(rig.Memory(E1000Rig.TransmitRing + 8, 4), 0x2700_0000 | 250);
        BinaryPrimitives.WriteUInt32LittleEndian(rig.Memory(E1000Rig.TransmitRing + 12, 4), (100 << 16) | (54 << 8));
        var frame = Frame(54 + 250);
        frame[54 - 7] = 0x19;
        // The field of the IP checksum.
        frame.AsSpan(24, 2).Clear();
        Send(1, frame, 0x2710_0000, 0x0000_0300);
        var sequences = rig.Sent.Select(sent => BinaryPrimitives.ReadUInt32BigEndian(sent.AsSpan(38))).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(rig.Sent.Select(sent => sent.Length), Is.EqualTo(new[] { 154, 154, 104 }));
            Assert.That(sequences.Select(sequence => sequence - sequences[0]), Is.EqualTo(new[] { 0, 100, 200 }));
            Assert.That(rig.Sent.Select(sent => sent[47] & 9), Is.EqualTo(new[] { 0, 0, 9 }));
            Assert.That(rig.Sent.Select(sent => Sum(sent.AsSpan(14, 20))), Is.All.EqualTo(0xffff));
        });
    }

    [Test]
    public void A_frame_is_received()
    {
        rig.Listen();
        rig.Card.Receive(Frame(42));
        Assert.Multiple(() =>
        {
            Assert.That(rig.Memory(E1000Rig.Buffers, 42).ToArray(), Is.EqualTo(Frame(42)));
            // Padded to 60, and 4 of checksum.
            Assert.That(
                BinaryPrimitives.ReadUInt16LittleEndian(rig.Memory(E1000Rig.ReceiveRing + 8, 2)),
                Is.EqualTo(64)
            );
            Assert.That(rig.Memory(E1000Rig.ReceiveRing + 12, 1)[0], Is.EqualTo(7));
            Assert.That(rig.Read(0x2810), Is.EqualTo(1));
        });
    }

    [Test]
    public void A_frame_for_another_station_is_not_received()
    {
        rig.Listen();
        var frame = Frame(60);
        frame[5] ^= 1;
        rig.Card.Receive(frame);
        Assert.That(rig.Read(0x2810), Is.Zero);
    }

    [Test]
    public void Groups_are_received_by_their_hash()
    {
        rig.Listen();
        // 01:00:5e:00:00:fb: bits 47..36 are 0xfb0.
        var frame = Frame(60);
        new byte[] { 0x01, 0x00, 0x5e, 0x00, 0x00, 0xfb }.CopyTo(frame, 0);
        rig.Card.Receive(frame);
        var before = rig.Read(0x2810);
        rig.Write(0x5200 + (4 * (0xfb0 >> 5)), 1u << (0xfb0 & 31));
        rig.Card.Receive(frame);
        Assert.That((before, rig.Read(0x2810)), Is.EqualTo((0u, 1u)));
    }

    [Test]
    public void A_full_ring_is_an_overrun()
    {
        rig.Listen();
        for (var i = 0; i < 8; i++)
        {
            rig.Card.Receive(Frame(60));
        }

        Assert.That((rig.Read(0x2810), rig.Read(0xc0) & 0x40), Is.EqualTo((7u, 0x40u)));
    }

    [Test]
    public void An_interrupt_is_asserted_until_its_cause_is_read()
    {
        rig.Write(0xd0, 4);
        rig.Write(0xc8, 4);
        var before = rig.IsInterrupting;
        rig.Read(0xc0);
        Assert.That((before, rig.IsInterrupting), Is.EqualTo((true, false)));
    }

    [TestCase("on", false)]
    [TestCase("off", true)]
    public void Mitigation_keeps_interrupts_apart(string mitigation, bool second)
    {
        rig.Dispose();
        rig = new E1000Rig(("mitigation", mitigation));
        rig.Write(0xd0, 4);
        rig.Write(0xc8, 4);
        rig.Read(0xc0);
        rig.Write(0xc8, 4);
        Assert.That(rig.IsInterrupting, Is.EqualTo(second));
    }

    [TestCase("on", 0x8100u)]
    [TestCase("off", 0u)]
    public void The_vlan_type_after_reset_follows_the_version(string initial, uint expected)
    {
        rig.Dispose();
        rig = new E1000Rig(("init-vet", initial));
        Assert.That(rig.Read(0x38), Is.EqualTo(expected));
    }

    [Test]
    public void Counters_are_cleared_by_reading()
    {
        Send(0, Frame(60), 0x0b00_0000);
        Assert.That((rig.Read(0x40d4), rig.Read(0x40d4)), Is.EqualTo((1u, 0u)));
    }

    [Test]
    public void A_ring_that_is_nonsense_ends()
    {
        rig.Write(0x400, 2);
        rig.Write(0x3808, 0);
        Assert.That(() => rig.Write(0x3818, 0xffff), Throws.Nothing);
    }

    private static byte[] Frame(int length)
    {
        var frame = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();
        own.CopyTo(frame, 0);
        return frame;
    }

    private static int Sum(ReadOnlySpan<byte> header)
    {
        var sum = 0;
        for (var i = 0; i < header.Length; i += 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(header[i..]);
        }

        while (sum >> 16 != 0)
        {
            sum = (sum & 0xffff) + (sum >> 16);
        }

        return sum;
    }

    /// <summary>Puts a frame behind the last buffers and a descriptor at a place of the ring, and runs the ring up to it.</summary>
    private void Send(uint place, byte[] frame, uint command, uint upper = 0)
    {
        const uint Data = E1000Rig.Buffers + (8 * E1000Rig.BufferSize);
        frame.CopyTo(rig.Memory(Data, frame.Length));
        rig.Put64(E1000Rig.TransmitRing + (16 * place), Data);
        rig.Put64(E1000Rig.TransmitRing + (16 * place) + 8, ((ulong)upper << 32) | command | (uint)frame.Length);
        rig.Write(0x400, 2);
        rig.Write(0x3818, place + 1);
    }
}
