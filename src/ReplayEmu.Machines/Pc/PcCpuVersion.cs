using System;
using ReplayEmu.Cpu.X86.Model;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Machines.Pc;

/// <summary>Makes a CPU model what it is on a machine version.</summary>
internal static class PcCpuVersion
{
    private const string CommonBrand = "QEMU Virtual CPU version ";

    /// <summary>DE, MTRR, MCA and PSE-36.</summary>
    private const uint RepeatedLater = (1u << 2) | (1u << 12) | (1u << 14) | (1u << 17);

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

        return definition.Name switch
        {
            "qemu64" => ApplyQemu64(definition, config),
            "qemu32" => definition with
            {
                Model = PcCpuProperties.Of(config, PcCpuProperties.Qemu32Driver).Get(PcCpuProperties.Qemu32Model),
            },
            _ => definition,
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
