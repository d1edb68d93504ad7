using System;

namespace ReplayEmu.Cpu.X86.Model;

/// <summary>Names of features as <c>-cpu</c> takes them; QEMU's, with its aliases.</summary>
public static class CpuFeatureNames
{
    // csharpier-ignore-start
    private static readonly (string Name, CpuFeature Feature)[] All =
    [
        ("fpu", CpuFeature.Fpu),
        ("vme", CpuFeature.Vme),
        ("de", CpuFeature.De),
        ("pse", CpuFeature.Pse),
        ("tsc", CpuFeature.Tsc),
        ("msr", CpuFeature.Msr),
        ("pae", CpuFeature.Pae),
        ("mce", CpuFeature.Mce),
        ("cx8", CpuFeature.Cx8),
        ("apic", CpuFeature.Apic),
        ("sep", CpuFeature.Sep),
        ("mtrr", CpuFeature.Mtrr),
        ("pge", CpuFeature.Pge),
        ("mca", CpuFeature.Mca),
        ("cmov", CpuFeature.Cmov),
        ("pat", CpuFeature.Pat),
        ("pse36", CpuFeature.Pse36),
        ("clflush", CpuFeature.Clflush),
        ("mmx", CpuFeature.Mmx),
        ("fxsr", CpuFeature.Fxsr),
        ("sse", CpuFeature.Sse),
        ("sse2", CpuFeature.Sse2),
        ("ss", CpuFeature.Ss),
        ("sse3", CpuFeature.Sse3),
        ("pni", CpuFeature.Sse3),
        ("pclmulqdq", CpuFeature.Pclmulqdq),
        ("pclmuldq", CpuFeature.Pclmulqdq),
        ("monitor", CpuFeature.Monitor),
        ("ssse3", CpuFeature.Ssse3),
        ("cx16", CpuFeature.Cx16),
        ("pcid", CpuFeature.Pcid),
        ("sse4.1", CpuFeature.Sse41),
        ("sse4_1", CpuFeature.Sse41),
        ("sse4.2", CpuFeature.Sse42),
        ("sse4_2", CpuFeature.Sse42),
        ("movbe", CpuFeature.Movbe),
        ("popcnt", CpuFeature.Popcnt),
        ("aes", CpuFeature.Aes),
        ("xsave", CpuFeature.Xsave),
        ("rdrand", CpuFeature.Rdrand),
        ("hypervisor", CpuFeature.Hypervisor),
        ("syscall", CpuFeature.Syscall),
        ("nx", CpuFeature.Nx),
        ("xd", CpuFeature.Nx),
        ("mmxext", CpuFeature.MmxExt),
        ("fxsr_opt", CpuFeature.FxsrOpt),
        ("ffxsr", CpuFeature.FxsrOpt),
        ("pdpe1gb", CpuFeature.Pdpe1gb),
        ("rdtscp", CpuFeature.Rdtscp),
        ("lm", CpuFeature.Lm),
        ("i64", CpuFeature.Lm),
        ("lahf_lm", CpuFeature.LahfLm),
        ("svm", CpuFeature.Svm),
        ("abm", CpuFeature.Abm),
        ("sse4a", CpuFeature.Sse4a),
        ("3dnowprefetch", CpuFeature.Prefetchw),
        ("fsgsbase", CpuFeature.Fsgsbase),
        ("smep", CpuFeature.Smep),
        ("invpcid", CpuFeature.Invpcid),
        ("rdseed", CpuFeature.Rdseed),
        ("smap", CpuFeature.Smap),
        ("erms", CpuFeature.Erms),
        ("adx", CpuFeature.Adx),
        ("clflushopt", CpuFeature.Clflushopt),
        ("clwb", CpuFeature.Clwb),
        ("xsaveopt", CpuFeature.Xsaveopt),
        ("umip", CpuFeature.Umip),
    ];
    // csharpier-ignore-end

    public static bool TryFind(ReadOnlySpan<char> name, out CpuFeature feature)
    {
        foreach (ref readonly var row in All.AsSpan())
        {
            if (name.SequenceEqual(row.Name))
            {
                feature = row.Feature;
                return true;
            }
        }

        feature = default;
        return false;
    }
}
