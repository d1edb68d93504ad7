using System;

namespace ReplayEmu.Cpu.X86.Model;

/// <summary>
/// The CPU models that exist, with the identification and features that QEMU 1.1 defines. QEMU's own interpreter takes VME, DE
/// and SS away from what a definition lists; here that is done for qemu64 alone, which pc-1.0 and pc-1.1 carry by default.
/// </summary>
public static class CpuModels
{
    private const uint Level2Edx = 0x0183fbff;
    private const uint PentiumPro = 0x0781abfd;
    private const uint Kvm = PentiumPro | 0x000a5002;
    private const uint Hypervisor = 0x80000000;

    /// <summary>The features of leaf 1 that 0x80000001 EDX repeats on AMD CPUs.</summary>
    private const uint Repeated = 0x0183f3ff;

    // csharpier-ignore-start
    private static readonly CpuDefinition[] All =
    [
        new() { Name = "486", Level = 0, ExtendedLevel = 0, Family = 4, Model = 0, Stepping = 0, Features = new(0x0000000b, Hypervisor) },
        new() { Name = "pentium", Level = 1, ExtendedLevel = 0, Family = 5, Model = 4, Stepping = 3, Features = new(0x008003bf, Hypervisor) },
        new() { Name = "pentium3", Level = 2, ExtendedLevel = 0, Family = 6, Model = 7, Stepping = 3, Features = new(Level2Edx | 0x02000000, Hypervisor) },
        new() { Name = "qemu32", Level = 4, ExtendedLevel = 0, Family = 6, Model = 3, Stepping = 3, Features = new(PentiumPro, Hypervisor | 0x00800001) },
        new()
        {
            Name = "kvm32", Level = 5, ExtendedLevel = 0x80000008, Family = 15, Model = 6, Stepping = 1,
            Features = new(Kvm, Hypervisor | 1, PentiumPro & Repeated), Brand = "Common 32-bit KVM processor",
        },
        new()
        {
            Name = "qemu64", Level = 4, ExtendedLevel = 0x8000000a, Vendor = "AuthenticAMD", Family = 6, Model = 2, Stepping = 3,
            Features = new(0x078bfbf9, Hypervisor | 0x00802001, 0x2191abf9, 0x65),
        },
        new()
        {
            Name = "kvm64", Level = 5, ExtendedLevel = 0x80000008, Family = 15, Model = 6, Stepping = 1,
            Features = new(Kvm, Hypervisor | 0x2001, (PentiumPro & Repeated) | 0x20100800), Brand = "Common KVM processor",
        },
        new()
        {
            Name = "Nehalem", Level = 2, ExtendedLevel = 0x8000000a, Family = 6, Model = 26, Stepping = 3,
            Features = new(0x078bfbfd, Hypervisor | 0x00982201, 0x20100800, 1), Brand = "Intel Core i7 9xx (Nehalem Class Core i7)",
        },
        // Everything that this CPU knows.
        new()
        {
            Name = "max", Level = 0xd, ExtendedLevel = 0x8000000a, Family = 6, Model = 26, Stepping = 3,
            Features = new(0x078bfbff, Hypervisor | 0x46da220b, 0x2c100800, 0x161, 0x019c0681, 0x4, 1),
        },
    ];
    // csharpier-ignore-end

    /// <summary>QEMU 1.1's default 64-bit CPU under TCG, as a guest read it on pc-1.0 and pc-1.1.</summary>
    public static CpuModel Qemu64 { get; } = Define("qemu64")!.Build();

    /// <summary>Names of the models, in the order of their age.</summary>
    public static string Names => string.Join(' ', Array.ConvertAll(All, static d => d.Name));

    /// <summary>The definition of a model, or null.</summary>
    public static CpuDefinition? Define(string name) => Array.Find(All, d => d.Name == name);
}
