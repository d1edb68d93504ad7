using System.Collections.Generic;

namespace ReplayEmu.Cpu.Power.Model;

/// <summary>A processor as a guest without hypervisor state sees it.</summary>
/// <param name="Name">QEMU's name of the model.</param>
/// <param name="Pvr">Processor version register.</param>
/// <param name="LogicalPvr">What ibm,client-architecture-support negotiates to (PAPR).</param>
/// <param name="Level">Instructions it has.</param>
/// <param name="HasRadix">Radix trees besides hashed page tables.</param>
public sealed record PowerModel(string Name, uint Pvr, uint LogicalPvr, IsaLevel Level, bool HasRadix)
{
    public static PowerModel Power7 { get; } = new("power7", 0x003f0203, 0x0f000003, IsaLevel.V206, false);

    public static PowerModel Power8 { get; } = new("power8", 0x004d0200, 0x0f000004, IsaLevel.V207, false);

    public static PowerModel Power9 { get; } = new("power9", 0x004e1200, 0x0f000005, IsaLevel.V300, true);

    /// <summary>From the oldest.</summary>
    public static IReadOnlyList<PowerModel> All { get; } = [Power7, Power8, Power9];
}
