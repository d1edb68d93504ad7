using System;
using ReplayEmu.Cpu.X86.Model;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Machines.Pc;

/// <summary>Makes a CPU model what it is on a machine version.</summary>
internal static class PcCpuVersion
{
    private const string CommonBrand = "QEMU Virtual CPU version ";

    /// <summary>DE, MTRR, MCA and PSE-36.</summary>
    private const uint RepeatedLater = (1u << 2) | (1u << 12) | (1u << 14) | (1u << 17);

    /// <summary>LM, NX and SYSCALL: what is not repeated from leaf 1.</summary>
    private const uint OwnExtended = 0x20100800;

    public static CpuDefinition Apply(CpuDefinition definition, MachineConfig config)
    {
        var any = PcCpuProperties.Of(config, PcCpuProperties.AnyDriver);
        if (definition.Brand.StartsWith(CommonBrand, StringComparison.Ordinal))
        {
            definition = definition with { Brand = any.Get(PcCpuProperties.ModelId) };
        }

        definition = definition with
        {
            HasTopology = any.Get(PcCpuProperties.Topology),
            HasLevel3Cache = any.Get(PcCpuProperties.Level3Cache),
            HasOnlyVendorLeaves = any.Get(PcCpuProperties.VendorLeaves),
            Hypervisor =
                !any.Get(PcCpuProperties.HypervisorRange) ? HypervisorLeaves.None
                : any.Get(PcCpuProperties.TcgLeaf) ? HypervisorLeaves.Tcg
                : HypervisorLeaves.Empty,
        };

        var later = any.Get(PcCpuProperties.LaterModels);
        return definition.Name switch
        {
            "486" => definition with
            {
                Model = Get(config, PcCpuProperties.Model486),
                Level = later ? 1u : definition.Level,
            },
            "pentium3" => definition with { Level = Get(config, PcCpuProperties.Pentium3Level) },
            "qemu64" => ApplyQemu64(definition, config),
            "qemu32" => definition with
            {
                Model = Get(config, PcCpuProperties.Qemu32Model),
                Features = definition.Features.With(
                    CpuFeature.Popcnt,
                    PcCpuProperties.Of(config, PcCpuProperties.Qemu32Driver).Get(PcCpuProperties.Qemu32Popcnt)
                ),
                ExtendedLevel = later ? 0x80000004 : definition.ExtendedLevel,
            },
            "kvm32" or "kvm64" => ApplyKvm(definition, config, later),
            "Nehalem" => definition with
            {
                Model = Get(config, PcCpuProperties.NehalemModel),
                Level = Get(config, PcCpuProperties.NehalemLevel),
                ExtendedLevel = Get(config, PcCpuProperties.NehalemExtendedLevel),
            },
            _ => definition,
        };
    }

    private static uint Get(MachineConfig config, NumberProperty<uint> property) =>
        PcCpuProperties.Of(config, property.Driver).Get(property);

    private static CpuDefinition ApplyKvm(CpuDefinition definition, MachineConfig config, bool later)
    {
        var vme = definition.Name == "kvm64" ? PcCpuProperties.Kvm64Vme : PcCpuProperties.Kvm32Vme;
        var features = definition.Features.With(CpuFeature.Vme, PcCpuProperties.Of(config, vme.Driver).Get(vme));
        return definition with
        {
            Level = definition.Name == "kvm64" ? Get(config, PcCpuProperties.Kvm64Level) : definition.Level,
            Features = later ? features with { ExtendedEdx = features.ExtendedEdx & OwnExtended } : features,
        };
    }

    private static CpuDefinition ApplyQemu64(CpuDefinition definition, MachineConfig config)
    {
        var set = PcCpuProperties.Of(config, PcCpuProperties.Qemu64Driver);
        var features = definition
            .Features.With(CpuFeature.Popcnt, set.Get(PcCpuProperties.Popcnt))
            .With(CpuFeature.Abm, set.Get(PcCpuProperties.Abm))
            .With(CpuFeature.Sse4a, set.Get(PcCpuProperties.Sse4a));
        if (set.Get(PcCpuProperties.DebugExtensions))
        {
            features = features.With(CpuFeature.De, true);
            features = features with { ExtendedEdx = features.ExtendedEdx | RepeatedLater };
        }

        return definition with
        {
            Family = set.Get(PcCpuProperties.Family),
            Model = set.Get(PcCpuProperties.Model),
            Stepping = set.Get(PcCpuProperties.Stepping),
            Level = set.Get(PcCpuProperties.Level),
            Features = features,
        };
    }
}
