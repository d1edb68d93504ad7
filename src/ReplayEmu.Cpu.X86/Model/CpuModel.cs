using System;
using System.Collections.Generic;
using System.Globalization;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Cpu.X86.Model;

/// <summary>One CPUID leaf.</summary>
public readonly record struct CpuidLeaf(uint Leaf, uint Subleaf, uint Eax, uint Ebx, uint Ecx, uint Edx)
{
    /// <summary>Leaf 1 ECX: the operating system has set CR4.OSXSAVE.</summary>
    public const uint OsXsave = 1 << 27;
}

/// <summary>A CPU as the guest identifies it; data only.</summary>
public sealed class CpuModel
{
    private const uint HypervisorFirst = 0x40000000;
    private readonly CpuidLeaf[] leaves;
    private readonly uint hypervisorLast;

    public CpuModel(string name, IReadOnlyList<CpuidLeaf> leaves, uint signature, FeatureWords features)
    {
        Name = name;
        this.leaves = [.. leaves];
        hypervisorLast = Array.Exists(this.leaves, item => item.Leaf == HypervisorFirst + 1) ? HypervisorFirst + 1 : 0;
        Signature = signature;
        Features = features;
    }

    public string Name { get; }

    /// <summary>EDX after reset: stepping, model and family as in CPUID leaf 1.</summary>
    public uint Signature { get; }

    /// <summary>APIC base register after reset: enabled, and bit 8 for the CPU that boots.</summary>
    public ulong ApicBase => Place.Index == 0 ? 0xfee00900 : 0xfee00800;

    /// <summary>Which CPU of the machine it is; the first one boots.</summary>
    public CpuPlace Place { get; init; } = CpuPlace.Single;

    public ReadOnlySpan<CpuidLeaf> Leaves => leaves;

    /// <summary>What the CPU can do, also where no leaf tells it (the 486 has leaf 0 alone).</summary>
    public FeatureWords Features { get; }

    /// <summary>5 for the Pentium, 6 for its successors.</summary>
    public uint Family => Signature >> 8 & 15;

    public bool Has(CpuFeature feature) => Features.Has(feature);

    /// <summary>What CPUID gives; a leaf above the basic or extended maximum gives the highest basic leaf.</summary>
    public CpuidLeaf Query(uint leaf, uint subleaf)
    {
        var maximum =
            leaf >= 0x80000000 ? Find(0x80000000, 0).Eax
            : leaf >= HypervisorFirst ? hypervisorLast
            : Find(0, 0).Eax;
        if (leaf > maximum)
        {
            leaf = Find(0, 0).Eax;
        }

        return Find(leaf, HasSubleaves(leaf) ? subleaf : 0);
    }

    public void WriteFacts(FactWriter facts)
    {
        facts.Add("cpuid", "model " + Name);
        foreach (var item in leaves)
        {
            if (item.Leaf is < HypervisorFirst or >= 0x80000000)
            {
                WriteFact(facts, item);
            }
        }

        // Guests look here for a hypervisor.
        WriteFact(facts, Query(HypervisorFirst, 0) with { Leaf = HypervisorFirst });
    }

    private static void WriteFact(FactWriter facts, in CpuidLeaf item) =>
        facts.Add(
            "cpuid",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{item.Leaf:x8}.{item.Subleaf:x} eax={item.Eax:x8} ebx={item.Ebx:x8} ecx={item.Ecx:x8} edx={item.Edx:x8}"
            )
        );

    /// <summary>The leaves that look at ECX (Intel SDM volume 2, CPUID; AMD APM volume 3, appendix E.4); all others ignore it.</summary>
    private static bool HasSubleaves(uint leaf) => leaf is 0x4 or 0x7 or 0xb or 0xd or 0x8000001d;

    private CpuidLeaf Find(uint leaf, uint subleaf)
    {
        foreach (ref readonly var item in leaves.AsSpan())
        {
            if (item.Leaf == leaf && item.Subleaf == subleaf)
            {
                return item;
            }
        }

        return new CpuidLeaf(leaf, subleaf, 0, 0, 0, 0);
    }
}
