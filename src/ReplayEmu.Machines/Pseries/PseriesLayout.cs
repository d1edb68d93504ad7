using ReplayEmu.Devices.Pseries.Phb;

namespace ReplayEmu.Machines.Pseries;

/// <summary>What differs between the versions of the machine.</summary>
internal sealed record PseriesLayout
{
    /// <summary>Windows of the host bridge.</summary>
    public PhbWindows Windows { get; init; } = PhbWindows.Present;

    /// <summary>Interrupt of the terminal.</summary>
    public uint TerminalInterrupt { get; init; } = 0x1100;

    /// <summary>Interrupt of the NVRAM, which has none to send.</summary>
    public uint NvramInterrupt { get; init; } = 0x1101;

    /// <summary>Interrupts of the host bridge.</summary>
    public PhbInterrupts PciInterrupts { get; init; } = new(0x1200, 0x1300);

    /// <summary>How many messages the tree says that there are.</summary>
    public uint Messages { get; init; } = 0xd00;

    /// <summary>Processors that interrupts can be sent to, as the tree says.</summary>
    public uint InterruptServers { get; init; } = 1;

    /// <summary>Bytes of bus addresses for DMA.</summary>
    public ulong DmaWindow { get; init; } = 0x4000_0000;

    /// <summary>The decrementer of POWER9 has 56 bits.</summary>
    public bool LargeDecrementer { get; init; } = true;

    /// <summary>/chosen has linux,pci-probe-only.</summary>
    public bool HasProbeOnly { get; init; } = true;

    /// <summary>See <see cref="Firmware.FirmwareProfile"/>.</summary>
    public bool DeviceTypeFromClass { get; init; }

    /// <summary>Affinity can be told in form 2.</summary>
    public bool HasAffinityForm2 { get; init; } = true;

    /// <summary>Affinity of form 1 has three reference points.</summary>
    public bool HasThreeAffinityPoints { get; init; } = true;

    /// <summary>Pages of more than 64 KiB in the hashed page table.</summary>
    public bool LargeHashedPages { get; init; }
}
