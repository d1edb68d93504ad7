using System.Collections.Generic;

namespace ReplayEmu.Cpu.X86.Model;

/// <summary>What makes a CPU model, from which its CPUID leaves follow the way QEMU 1.1 gives them.</summary>
public sealed record CpuDefinition
{
    /// <summary>Name for <c>-cpu</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Highest basic leaf.</summary>
    public required uint Level { get; init; }

    /// <summary>Highest extended leaf, or 0 when there is none.</summary>
    public required uint ExtendedLevel { get; init; }

    /// <summary>Twelve characters.</summary>
    public string Vendor { get; init; } = "GenuineIntel";

    public required uint Family { get; init; }

    public required uint Model { get; init; }

    public required uint Stepping { get; init; }

    public required FeatureWords Features { get; init; }

    /// <summary>Up to 48 characters of the processor's name.</summary>
    public string Brand { get; init; } = "QEMU Virtual CPU version 1.1.2";

    /// <summary>Leaf 0xB tells of one thread.</summary>
    public bool HasTopology { get; init; }

    /// <summary>A third level of cache: 16 MiB in 16 ways.</summary>
    public bool HasLevel3Cache { get; init; }

    /// <summary>Leaves 2 and 4, which are Intel's, are empty on CPUs of AMD.</summary>
    public bool HasOnlyVendorLeaves { get; init; }

    /// <summary>Which CPU of the machine it is.</summary>
    public CpuPlace Place { get; init; } = CpuPlace.Single;

    /// <summary>What leaf 0x40000000 gives.</summary>
    public HypervisorLeaves Hypervisor { get; init; }

    /// <summary>Leaf 1 EAX: stepping 3:0, model 7:4 and 19:16, family 11:8 and from 15 on 27:20.</summary>
    public uint Signature =>
        (Family > 15 ? (15u << 8) | ((Family - 15) << 20) : Family << 8)
        | ((Model & 15) << 4)
        | (Model >> 4 << 16)
        | Stepping;

    public CpuModel Build()
    {
        var leaves = new List<CpuidLeaf> { VendorLeaf(0, Level) };
        AddIdentity(leaves);
        AddCaches(leaves);
        // MONITOR: extensions and interrupts as break events.
        Add(leaves, new(5, 0, 0, 0, 3, 0));
        Add(leaves, new(7, 0, 0, Features.StructuredEbx, Features.StructuredEcx, 0));
        if (Features.Has(CpuFeature.Xsave))
        {
            // x87 and SSE, 576 bytes whichever of them are enabled.
            Add(leaves, new(0xd, 0, 3, 0x240, 0x240, 0));
            Add(leaves, new(0xd, 1, Features.ExtendedStateEax, 0, 0, 0));
        }

        if (HasTopology)
        {
            // Threads of a core, logical processors of a package.
            Add(leaves, new(0xb, 0, (uint)Place.ThreadBits, (uint)Place.Threads, 0x100, Place.ApicId));
            Add(leaves, new(0xb, 1, (uint)Place.PackageShift, Place.InPackage, 0x201, Place.ApicId));
            Add(leaves, new(0xb, 2, 0, 0, 2, Place.ApicId));
        }

        if (Hypervisor == HypervisorLeaves.Tcg)
        {
            leaves.Add(SignatureLeaf(0x40000000, 0x40000001, "TCGTCGTCGTCG"));
        }

        if (Hypervisor != HypervisorLeaves.None)
        {
            leaves.Add(new(0x40000001, 0, 0, 0, 0, 0));
        }

        if (ExtendedLevel != 0)
        {
            AddExtended(leaves);
        }

        return new CpuModel(Name, leaves, Signature, Features) { Place = Place };
    }

    /// <summary>Leaf 1: EBX has the APIC number, and how many logical processors a package has when it has several.</summary>
    private void AddIdentity(List<CpuidLeaf> leaves)
    {
        const uint HyperThreading = 1 << 28;
        const uint FlushLine = 8 << 8;
        var several = Place.InPackage > 1;
        var identity = ((uint)Place.ApicId << 24) | (several ? Place.InPackage << 16 : 0) | FlushLine;
        var edx = Features.BasicEdx | (several ? HyperThreading : 0);
        Add(leaves, new(1, 0, Signature, identity, Features.BasicEcx, edx));
    }

    /// <summary>Leaf 4 EAX bits 25:14: APIC numbers that share a cache, less one.</summary>
    private static uint SharedBy(int numbers) => (uint)(numbers - 1) << 14;

    /// <summary>Cache descriptors, and the caches they stand for.</summary>
    private void AddCaches(List<CpuidLeaf> leaves)
    {
        var isEmpty = HasOnlyVendorLeaves && Vendor == "AuthenticAMD";
        Add(leaves, isEmpty ? new(2, 0, 0, 0, 0, 0) : new(2, 0, 1, 0, HasLevel3Cache ? 0x4du : 0, 0x002c307d));
        Add(leaves, new(3, 0, 0, 0, 0, 0));
        if (isEmpty)
        {
            return;
        }

        var cores = (uint)(Place.Cores - 1) << 26;
        Add(leaves, new(4, 0, 0x121 | cores, 0x01c0003f, 0x3f, 1));
        Add(leaves, new(4, 1, 0x122 | cores, 0x01c0003f, 0x3f, 1));
        Add(leaves, new(4, 2, 0x143 | cores | SharedBy(Place.Threads), 0x03c0003f, 0xfff, 1));
        if (HasLevel3Cache)
        {
            var shared = SharedBy(1 << Place.PackageShift);
            Add(leaves, new(4, 3, 0x163 | cores | shared, 0x03c0003f, 0x3fff, 6));
        }
    }

    private void AddExtended(List<CpuidLeaf> leaves)
    {
        leaves.Add(VendorLeaf(0x80000000, ExtendedLevel));
        // Cores and no threads, which Linux must not be told of Intel's CPUs (as in QEMU).
        const uint CoreLegacy = 1 << 1;
        var legacy = Place.InPackage > 1 && Vendor != "GenuineIntel" ? CoreLegacy : 0;
        Add(leaves, new(0x80000001, 0, Signature, 0, Features.ExtendedEcx | legacy, Features.ExtendedEdx));
        for (var i = 0u; i < 3; i++)
        {
            var at = (int)i * 16;
            Add(
                leaves,
                new(0x80000002 + i, 0, BrandWord(at), BrandWord(at + 4), BrandWord(at + 8), BrandWord(at + 12))
            );
        }

        Add(leaves, new(0x80000005, 0, 0x01ff01ff, 0x01ff01ff, 0x40020140, 0x40020140));
        Add(leaves, new(0x80000006, 0, 0, 0x42004200, 0x02008140, HasLevel3Cache ? 0x00808140u : 0));
        Add(leaves, new(0x80000007, 0, 0, 0, 0, 0));
        // Physical and, with long mode, linear address bits.
        var addressBits =
            Features.Has(CpuFeature.Lm) ? 0x3028u
            : Features.Has(CpuFeature.Pse36) ? 36u
            : 32u;
        Add(leaves, new(0x80000008, 0, addressBits, 0, Place.InPackage - 1, 0));
        Add(leaves, new(0x80000009, 0, 0, 0, 0, 0));
        var svm = Features.Has(CpuFeature.Svm);
        Add(leaves, new(0x8000000a, 0, svm ? 1u : 0, svm ? 16u : 0, 0, 0));
    }

    private void Add(List<CpuidLeaf> leaves, CpuidLeaf leaf)
    {
        if (leaf.Leaf <= (leaf.Leaf >= 0x80000000 ? ExtendedLevel : Level))
        {
            leaves.Add(leaf);
        }
    }

    private CpuidLeaf VendorLeaf(uint leaf, uint maximum) =>
        new(leaf, 0, maximum, Word(Vendor, 0), Word(Vendor, 8), Word(Vendor, 4));

    /// <summary>A name of twelve characters in the order that hypervisors use.</summary>
    private static CpuidLeaf SignatureLeaf(uint leaf, uint maximum, string name) =>
        new(leaf, 0, maximum, Word(name, 0), Word(name, 4), Word(name, 8));

    private uint BrandWord(int at) => Word(Brand, at);

    private static uint Word(string text, int at)
    {
        var value = 0u;
        for (var i = 0; i < 4; i++)
        {
            value |= at + i < text.Length ? (uint)(byte)text[at + i] << (8 * i) : 0;
        }

        return value;
    }
}
