using System;
using System.Collections.Generic;
using NUnit.Framework;
using ReplayEmu.Cpu.X86.Instructions;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Cpu.X86.Tests.Instructions;

/// <summary>INS and OUTS: one device access an iteration, at the tick of that iteration.</summary>
[TestFixture]
internal sealed class PortStringTests
{
    private const ushort Port = 0x1f0;
    private RealModeGuest guest = null!;
    private Device device = null!;

    [SetUp]
    public void SetUp()
    {
        guest = new RealModeGuest();
        device = new Device(() => guest.Flat.Machine.Clock.Icount);
        guest.Flat.Machine.Ports.Root.Map(Port, new IoRegion("data", 2, device, AccessSizes.UpTo2));
        guest.Set(Registers.Dx, Port);
        guest.Set(Registers.Si, 0x1000);
        guest.Set(Registers.Di, 0x2000);
        guest.Set(Registers.Cx, 3);
    }

    [TearDown]
    public void TearDown() => guest.Dispose();

    [Test]
    public void Ins_stores_what_the_device_gives()
    {
        guest.Run(c => c.rep.insw(), 3);
        Assert.That(
            (guest.Word(0x2000), guest.Word(0x2002), guest.Word(0x2004), guest.Get(Registers.Cx)),
            Is.EqualTo(((ushort)1, (ushort)2, (ushort)3, 0UL))
        );
    }

    [Test]
    public void Outs_gives_the_device_what_memory_holds()
    {
        guest.Flat.Write(0x1000, [7, 8, 9]);
        guest.Run(c => c.rep.outsb(), 3);
        Assert.That(device.Written, Is.EqualTo(new ulong[] { 7, 8, 9 }));
    }

    [Test]
    public void Each_access_is_at_its_own_tick()
    {
        guest.Run(c => c.rep.insb(), 3);
        Assert.That(device.Ticks, Is.EqualTo(new ulong[] { 0, 1, 2 }));
    }

    [Test]
    public void A_fault_reads_nothing_from_the_device()
    {
        guest.Set(Registers.Di, 0xffff);
        guest.Run(c => c.rep.insw());
        Assert.That((guest.Vector, device.Ticks.Count), Is.EqualTo(((int?)13, 0)));
    }

    private sealed class Device(Func<ulong> now) : IBusDevice
    {
        public List<ulong> Ticks { get; } = [];

        public List<ulong> Written { get; } = [];

        public ulong Read(ulong offset, int size)
        {
            Ticks.Add(now());
            return (ulong)Ticks.Count;
        }

        public void Write(ulong offset, int size, ulong value) => Written.Add(value);
    }
}
