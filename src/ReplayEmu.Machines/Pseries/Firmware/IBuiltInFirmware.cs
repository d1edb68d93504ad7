using ReplayEmu.Cpu.Power;

namespace ReplayEmu.Machines.Pseries.Firmware;

/// <summary>
/// Firmware that is part of the machine, in place of an image: code of a few instructions in the guest's memory, which calls back by
/// hypercall <see cref="CallNumber"/>. What it must remember is in the guest's memory, in the arena or in a memory block.
/// </summary>
internal interface IBuiltInFirmware
{
    /// <summary>Hypercall by which the code in the guest's memory calls <see cref="Call"/> (QEMU's KVMPPC_H_VOF_CLIENT).</summary>
    const ulong CallNumber = 0xf005;

    /// <summary>
    /// At every reset, after the kernel is in memory and before the processor is at its power-on state: real mode, big-endian, 32-bit, at
    /// address 0x100.
    /// </summary>
    void Reset();

    /// <summary>Serves a call; r3 is replaced by what it returns unless it has set NIP to somewhere else.</summary>
    long Call(PowerCpu cpu);
}
