using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Threading.Tasks;
using NUnit.Framework;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.State;
using ReplayEmu.Testing;

namespace ReplayEmu.Devices.Tests.Contract;

/// <summary>What every device keeps: the same tests for each, on whatever registers it has.</summary>
public abstract class DeviceContract<TDevice>
    where TDevice : class, IDevice
{
    private int ownSections;
    private RegisterFile registers = null!;

    protected DeviceRig Rig { get; private set; } = null!;

    protected TDevice Device { get; private set; } = null!;

    /// <summary>State that a reset keeps by design: prefixes of <c>section.field</c>.</summary>
    protected virtual IReadOnlyList<string> KeptOverReset => [];

    /// <summary>What the device answers with a loud stop: beginnings of the message.</summary>
    protected virtual IReadOnlyList<string> NotModelled => [];

    [SetUp]
    public void SetUp()
    {
        Rig = new DeviceRig();
        ownSections = Rig.Machine.Arena.Sections.Count;
        Device = Create(Rig);
        Rig.Machine.AddDevice(Device);
        Rig.Machine.Reset();
        registers = new RegisterFile(Rig, Device, NotModelled);
    }

    [TearDown]
    public void TearDown() => Rig.Dispose();

    [Test]
    public void ResetEqualsPowerOn([Range(1, 4)] int seed)
    {
        var powerOn = new MachineSnapshot(Rig.Machine);
        Enable();
        registers.Exercise((ulong)seed, 300);
        Rig.Machine.Reset();
        Assert.That(
            powerOn.FirstDifference(new MachineSnapshot(Rig.Machine), Rig.Machine, [.. KeptOverReset, .. BlockNames()]),
            Is.Null
        );
    }

    [Test]
    public void SaveRestoreSaveIsIdentical([Range(1, 4)] int seed)
    {
        Enable();
        registers.Exercise((ulong)seed, 300, 10_000);
        var saved = new MachineSnapshot(Rig.Machine);
        registers.Exercise((ulong)seed + 100, 300, 10_000);
        saved.Restore(Rig.Machine);
        Assert.That(saved.FirstDifference(new MachineSnapshot(Rig.Machine), Rig.Machine, []), Is.Null);
    }

    [Test]
    public void RestoreThenRunEqualsRun([Range(1, 4)] int seed)
    {
        Enable();
        registers.Exercise((ulong)seed, 200, 10_000);
        Rig.Advance(1);
        var saved = new MachineSnapshot(Rig.Machine);
        var (firstReads, first) = Continue(seed);
        saved.Restore(Rig.Machine);
        var (secondReads, second) = Continue(seed);
        Assert.That(secondReads, Is.EqualTo(firstReads));
        Assert.That(first.FirstDifference(second, Rig.Machine, []), Is.Null);
    }

    [Test]
    public void WhatAWriteChangesIsInTheState([Range(1, 4)] int seed)
    {
        Enable();
        registers.Exercise((ulong)seed, 50);
        var before = new MachineSnapshot(Rig.Machine);
        var expected = registers.ReadAll();
        for (var i = 1; i <= 100; i++)
        {
            before.Restore(Rig.Machine);
            registers.Exercise((ulong)(seed * 1000 + i), 1);
            before.Restore(Rig.Machine);
            Assert.That(registers.ReadAll(), Is.EqualTo(expected), $"a change survived the restore, step {i}");
        }
    }

    [Test]
    public void EveryAccessIsAnswered()
    {
        Enable();
        Assert.That(registers.TouchAll, Throws.Nothing);
    }

    [Test]
    public async Task StateAtPowerOn() => await Verified.Text(Describe(), name: FixtureName + ".State");

    /// <summary>Makes the device on a new machine.</summary>
    protected abstract TDevice Create(DeviceRig rig);

    /// <summary>Makes registers reachable that are not at power-on, for example behind BARs.</summary>
    protected virtual void Enable() { }

    private string FixtureName => GetType().Name;

    private (List<ulong> Reads, MachineSnapshot State) Continue(int seed)
    {
        var reads = registers.Exercise((ulong)seed + 7, 200, 10_000);
        // A reset that the last access asked for happens with time.
        Rig.Advance(1);
        return (reads, new MachineSnapshot(Rig.Machine));
    }

    /// <summary>A reset leaves the contents of memory alone.</summary>
    private List<string> BlockNames()
    {
        var names = new List<string>();
        foreach (var block in Rig.Machine.Blocks)
        {
            names.Add(block.Name);
        }

        return names;
    }

    /// <summary>Layout and power-on value of every field of the device's sections.</summary>
    private string Describe()
    {
        var text = new StringBuilder();
        for (var i = ownSections; i < Rig.Machine.Arena.Sections.Count; i++)
        {
            var section = Rig.Machine.Arena.Sections[i];
            Assert.That(section.Schema.IsPaddingFree, Is.True, section.Name);
            text.Append(
                CultureInfo.InvariantCulture,
                $"[{section.Name} {section.Schema.Id} v{section.Schema.Version} {section.Schema.Size} bytes]\n"
            );
            var bytes = Rig.Machine.Arena.BytesOf(section);
            foreach (var field in section.Schema.Fields)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{field.Offset:x4} {field.Kind}[{field.Count}] {field.Name} = {Value(field, bytes)}\n"
                );
            }
        }

        return text.Length == 0 ? "no state\n" : text.ToString();
    }

    /// <summary>Bytes in memory order; arrays of zeros shortly.</summary>
    private static string Value(StateField field, ReadOnlySpan<byte> bytes)
    {
        var value = bytes.Slice(field.Offset, field.Size);
        return value.IndexOfAnyExcept((byte)0) < 0 ? "0" : Convert.ToHexStringLower(value);
    }
}
