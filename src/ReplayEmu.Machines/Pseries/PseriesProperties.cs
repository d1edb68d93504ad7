using System.Collections.Generic;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Devices.Pseries.Phb;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Machines.Pseries;

/// <summary>
/// What versions change of the board itself, for <c>-global spapr-machine.…</c> and rows. Names that begin with <c>x-</c> are ours, for what
/// QEMU has as fields of its machine classes.
/// </summary>
internal static class PseriesProperties
{
    public const string Driver = "spapr-machine";
    public const string Present = "present";
    public const string Packed = "packed";
    public const string PackedWithoutHotplug = "packed-without-hotplug";
    public const string Windows27 = "2.7";
    public const string Windows22 = "2.2";
    private const string Pages64K = "64k";
    public const string Pages16G = "16g";

    public static ChoiceProperty DefaultCpu { get; } =
        new(
            Driver,
            "x-default-cpu",
            PowerModel.Power9.Name,
            [PowerModel.Power9.Name, PowerModel.Power8.Name, PowerModel.Power7.Name],
            "processor without -cpu"
        );

    public static ChoiceProperty InterruptNumbers { get; } =
        new(
            Driver,
            "x-interrupt-numbers",
            Present,
            [Present, Packed, PackedWithoutHotplug],
            "how sources of interrupts are numbered"
        );

    public static ChoiceProperty Windows { get; } =
        new(Driver, "x-pci-windows", Present, [Present, Windows27, Windows22], "windows of the PCI host bridge");

    public static SwitchProperty ProbeOnly { get; } =
        new(Driver, "x-linux-pci-probe", true, "/chosen has linux,pci-probe-only");

    public static SwitchProperty LargeDecrementer { get; } =
        new(Driver, "cap-large-decr", true, "the decrementer of POWER9 has 56 bits");

    public static ChoiceProperty LargestHashedPage { get; } =
        new(
            Driver,
            "cap-hpt-max-page-size",
            Pages64K,
            [Pages64K, Pages16G],
            "largest page in the hashed page table that the tree tells of"
        );

    public static NumberProperty<uint> InterruptServers { get; } =
        new(Driver, "x-interrupt-servers", 1, "processors that interrupts can be sent to, as the tree says");

    public static SwitchProperty DeviceTypeFromClass { get; } =
        new(
            Driver,
            "x-device-type-from-class",
            false,
            "PCI nodes have a device_type after their class code, as SLOF made it from 2012 to 2015"
        );

    public static SwitchProperty AffinityForm2 { get; } =
        new(Driver, "x-numa-form2-affinity", true, "affinity can be told in form 2");

    public static SwitchProperty ThreeAffinityPoints { get; } =
        new(Driver, "x-three-affinity-points", true, "affinity of form 1 has three reference points instead of two");

    public static IReadOnlyList<DeviceProperty> All { get; } =
    [
        DefaultCpu,
        InterruptNumbers,
        Windows,
        ProbeOnly,
        LargeDecrementer,
        LargestHashedPage,
        InterruptServers,
        DeviceTypeFromClass,
        AffinityForm2,
        ThreeAffinityPoints,
    ];

    /// <summary>The layout that values stand for.</summary>
    public static PseriesLayout LayoutOf(PropertySet set)
    {
        var layout = new PseriesLayout
        {
            Windows = set.Get(Windows) switch
            {
                Windows27 => PhbWindows.UpTo27,
                Windows22 => PhbWindows.UpTo22,
                _ => PhbWindows.Present,
            },
            HasProbeOnly = set.Get(ProbeOnly),
            LargeDecrementer = set.Get(LargeDecrementer),
            LargeHashedPages = set.Get(LargestHashedPage) == Pages16G,
            InterruptServers = set.Get(InterruptServers),
            DeviceTypeFromClass = set.Get(DeviceTypeFromClass),
            HasAffinityForm2 = set.Get(AffinityForm2),
            HasThreeAffinityPoints = set.Get(ThreeAffinityPoints),
        };
        return set.Get(InterruptNumbers) switch
        {
            // Behind those of events: power, and later hot plug.
            Packed => Pack(layout, 0x1002),
            PackedWithoutHotplug => Pack(layout, 0x1001),
            _ => layout,
        };
    }

    private static PseriesLayout Pack(PseriesLayout layout, uint first) =>
        layout with
        {
            TerminalInterrupt = first,
            NvramInterrupt = first + 1,
            PciInterrupts = new PhbInterrupts(first + 2, first + 6),
            Messages = 0x400,
        };
}
