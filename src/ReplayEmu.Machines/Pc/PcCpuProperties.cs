using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Machines.Pc;

/// <summary>What versions change of the CPU models.</summary>
internal static class PcCpuProperties
{
    public const string AnyDriver = "x86_64-cpu";
    public const string Qemu64Driver = "qemu64-x86_64-cpu";
    public const string Qemu32Driver = "qemu32-x86_64-cpu";
    public const string Driver486 = "486-x86_64-cpu";
    public const string Pentium3Driver = "pentium3-x86_64-cpu";
    public const string Kvm32Driver = "kvm32-x86_64-cpu";
    public const string Kvm64Driver = "kvm64-x86_64-cpu";
    public const string NehalemDriver = "Nehalem-x86_64-cpu";

    public static TextProperty ModelId { get; } =
        new(AnyDriver, "model-id", "QEMU Virtual CPU version 2.5+", "name of the models that have none of their own");

    public static SwitchProperty Topology { get; } = new(AnyDriver, "cpuid-0xb", true, "CPUID leaf 0xB");

    public static SwitchProperty Level3Cache { get; } =
        new(AnyDriver, "l3-cache", true, "CPUID tells of a level 3 cache");

    public static SwitchProperty VendorLeaves { get; } =
        new(AnyDriver, "x-vendor-cpuid-only", true, "CPUID leaves 2 and 4 are empty on CPUs of AMD");

    public static SwitchProperty TcgLeaf { get; } =
        new(AnyDriver, "tcg-cpuid", true, "CPUID leaf 0x40000000 says TCGTCGTCGTCG");

    /// <summary>QEMU changed it for all its machine types at once.</summary>
    public static SwitchProperty HypervisorRange { get; } =
        new(AnyDriver, "x-hypervisor-leaves", true, "CPUID leaf 0x40000000 is no repetition of the highest basic one");

    public static NumberProperty<uint> Family { get; } = new(Qemu64Driver, "family", 15, "CPU family of qemu64", 255);

    public static NumberProperty<uint> Model { get; } = new(Qemu64Driver, "model", 107, "model of qemu64", 255);

    public static NumberProperty<uint> Stepping { get; } = new(Qemu64Driver, "stepping", 1, "stepping of qemu64", 15);

    public static NumberProperty<uint> Level { get; } =
        new(Qemu64Driver, "min-level", 0xd, "highest basic CPUID leaf of qemu64", 0xd);

    public static SwitchProperty Popcnt { get; } = new(Qemu64Driver, "popcnt", false, "POPCNT in qemu64");

    public static SwitchProperty Abm { get; } = new(Qemu64Driver, "abm", false, "LZCNT in qemu64");

    public static SwitchProperty Sse4a { get; } = new(Qemu64Driver, "sse4a", false, "SSE4A in qemu64");

    /// <summary>QEMU changed it for all its machine types at once: it follows the release that a version is compared with.</summary>
    public static SwitchProperty DebugExtensions { get; } =
        new(
            Qemu64Driver,
            "x-debug-extensions",
            true,
            "DE in qemu64, and DE, MTRR, MCA and PSE-36 repeated in leaf 0x80000001"
        );

    public static NumberProperty<uint> Qemu32Model { get; } = new(Qemu32Driver, "model", 6, "model of qemu32", 255);

    public static SwitchProperty Qemu32Popcnt { get; } = new(Qemu32Driver, "popcnt", false, "POPCNT in qemu32");

    public static NumberProperty<uint> Model486 { get; } = new(Driver486, "model", 8, "model of 486", 255);

    public static NumberProperty<uint> Pentium3Level { get; } =
        new(Pentium3Driver, "min-level", 3, "highest basic CPUID leaf of pentium3", 3);

    public static NumberProperty<uint> Kvm64Level { get; } =
        new(Kvm64Driver, "min-level", 0xd, "highest basic CPUID leaf of kvm64", 0xd);

    public static SwitchProperty Kvm64Vme { get; } = new(Kvm64Driver, "vme", true, "VME in kvm64");

    public static SwitchProperty Kvm32Vme { get; } = new(Kvm32Driver, "vme", true, "VME in kvm32");

    public static NumberProperty<uint> NehalemModel { get; } = new(NehalemDriver, "model", 26, "model of Nehalem", 255);

    public static NumberProperty<uint> NehalemLevel { get; } =
        new(NehalemDriver, "min-level", 0xb, "highest basic CPUID leaf of Nehalem", 0xb);

    public static NumberProperty<uint> NehalemExtendedLevel { get; } =
        new(NehalemDriver, "min-xlevel", 0x80000008, "highest extended CPUID leaf of Nehalem", 0x8000000a);

    /// <summary>As <see cref="DebugExtensions"/>.</summary>
    public static SwitchProperty LaterModels { get; } =
        new(
            AnyDriver,
            "x-later-models",
            true,
            "leaf 1 in 486, the name in qemu32, no features repeated in kvm32 and kvm64"
        );

    public static IReadOnlyList<DeviceProperty> All { get; } =
    [
        ModelId,
        Topology,
        Level3Cache,
        VendorLeaves,
        TcgLeaf,
        HypervisorRange,
        Family,
        Model,
        Stepping,
        Level,
        Popcnt,
        Abm,
        Sse4a,
        DebugExtensions,
        Qemu32Model,
        Qemu32Popcnt,
        Model486,
        Pentium3Level,
        Kvm64Level,
        Kvm64Vme,
        Kvm32Vme,
        NehalemModel,
        NehalemLevel,
        NehalemExtendedLevel,
        LaterModels,
    ];

    /// <summary>The properties of one model, or of all, as the machine version and <c>-global</c> have them.</summary>
    public static PropertySet Of(MachineConfig config, string driver) =>
        PcVersions.PropertiesOf(config, driver, All.Where(property => property.Driver == driver));
}
