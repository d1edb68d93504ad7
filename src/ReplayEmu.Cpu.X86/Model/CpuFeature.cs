namespace ReplayEmu.Cpu.X86.Model;

/// <summary>
/// Features that a model can have: 32 times the number of the word in <see cref="FeatureWords"/> plus the bit (Intel SDM volume 2,
/// CPUID; AMD APM volume 3, appendix D).
/// </summary>
public enum CpuFeature
{
    /// <summary>Leaf 1 EDX from here.</summary>
    Fpu = 0,
    Vme = 1,
    De = 2,
    Pse = 3,
    Tsc = 4,
    Msr = 5,
    Pae = 6,
    Mce = 7,
    Cx8 = 8,
    Apic = 9,
    Sep = 11,
    Mtrr = 12,
    Pge = 13,
    Mca = 14,
    Cmov = 15,
    Pat = 16,
    Pse36 = 17,
    Clflush = 19,
    Mmx = 23,
    Fxsr = 24,
    Sse = 25,
    Sse2 = 26,
    Ss = 27,

    /// <summary>Leaf 1 ECX from here.</summary>
    Sse3 = 32,
    Pclmulqdq = 33,
    Monitor = 35,
    Ssse3 = 41,
    Cx16 = 45,
    Pcid = 49,
    Sse41 = 51,
    Sse42 = 52,
    Movbe = 54,
    Popcnt = 55,
    Aes = 57,
    Xsave = 58,
    Rdrand = 62,
    Hypervisor = 63,

    /// <summary>Leaf 0x80000001 EDX from here.</summary>
    Syscall = 75,
    Nx = 84,
    MmxExt = 86,
    FxsrOpt = 89,
    Pdpe1gb = 90,
    Rdtscp = 91,
    Lm = 93,

    /// <summary>Leaf 0x80000001 ECX from here.</summary>
    LahfLm = 96,
    Svm = 98,
    Abm = 101,
    Sse4a = 102,
    Prefetchw = 104,

    /// <summary>Leaf 7 EBX from here.</summary>
    Fsgsbase = 128,
    Smep = 135,
    Erms = 137,
    Invpcid = 138,
    Rdseed = 146,
    Adx = 147,
    Smap = 148,
    Clflushopt = 151,
    Clwb = 152,

    /// <summary>Leaf 7 ECX from here.</summary>
    Umip = 162,

    /// <summary>Leaf 0xD subleaf 1 EAX from here.</summary>
    Xsaveopt = 192,
}
