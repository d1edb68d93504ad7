using System.Collections.Generic;

namespace ReplayEmu.Machine.Configuration;

/// <summary>
/// Everything that can change what the guest sees, and nothing else. It travels in the trace as it was resolved, so that a replay
/// builds the same machine from the trace alone.
/// </summary>
public sealed record MachineConfig
{
    /// <summary>Machine type without aliases, for example <c>pc-1.0</c>.</summary>
    public required string Machine { get; init; }

    /// <summary>Bytes of RAM.</summary>
    public ulong RamBytes { get; init; } = 128 << 20;

    /// <summary>CPU model with features, for example <c>qemu64</c>; null is the machine's default.</summary>
    public string? Cpu { get; init; }

    /// <summary><c>-smp</c>: the CPUs and how they take turns.</summary>
    public SmpConfig Smp { get; init; } = new();

    /// <summary>Nanoseconds per tick as a ratio.</summary>
    public uint TickNumerator { get; init; } = 8;

    public uint TickDenominator { get; init; } = 1;

    /// <summary>Seconds since 1970-01-01 UTC that the RTC shows at power-on; the default is 2012-01-01.</summary>
    public long RtcBaseSeconds { get; init; } = 1325376000;

    /// <summary>Seed of everything random that a guest can read.</summary>
    public ulong Seed { get; init; }

    /// <summary><c>-nodefaults</c>: no default display, network or serial port.</summary>
    public bool NoDefaults { get; init; }

    /// <summary><c>-vga</c>: <c>none</c>, <c>std</c>, …; null is the machine's default.</summary>
    public string? Vga { get; init; }

    public bool NoReboot { get; init; }

    /// <summary><c>-boot</c> order, for example <c>c</c>; null is the machine's default.</summary>
    public string? BootOrder { get; init; }

    /// <summary><c>-bios</c>.</summary>
    public ImageReference? Bios { get; init; }

    /// <summary>Option ROMs and other firmware files by the name the machine asks for, for example <c>vgabios-stdvga.bin</c>.</summary>
    public IReadOnlyList<ImageReference> Roms { get; init; } = [];

    public ImageReference? Kernel { get; init; }

    public ImageReference? Initrd { get; init; }

    public string? Append { get; init; }

    /// <summary><c>-device</c> in command-line order.</summary>
    public IReadOnlyList<DeviceConfig> Devices { get; init; } = [];

    /// <summary><c>-drive</c> in command-line order.</summary>
    public IReadOnlyList<DriveConfig> Drives { get; init; } = [];

    /// <summary><c>-netdev</c> in command-line order.</summary>
    public IReadOnlyList<NetdevConfig> Netdevs { get; init; } = [];

    /// <summary><c>-serial</c>, one for each port that is connected to something; the backend is the host's business.</summary>
    public int SerialPorts { get; init; }

    /// <summary><c>-debugcon</c>: an isa-debugcon at 0x402 whose output has somewhere to go.</summary>
    public bool DebugConsole { get; init; }

    /// <summary><c>-global driver.property=value</c> in command-line order.</summary>
    public IReadOnlyList<GlobalProperty> Globals { get; init; } = [];

    /// <summary><c>-fw_cfg name=…,string=…|file=…</c> in command-line order.</summary>
    public IReadOnlyList<FwCfgFile> FwCfg { get; init; } = [];
}

/// <summary>An image by content. The bytes are found by the host or embedded in the trace.</summary>
/// <param name="Name">File name without folders, for messages and look-up.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">64 lower-case hex digits.</param>
public sealed record ImageReference(string Name, long Size, string Sha256);

/// <summary><c>-device driver,property=value,…</c></summary>
public sealed record DeviceConfig(string Driver, IReadOnlyList<PropertyValue> Properties);

/// <summary>One <c>property=value</c> as the user wrote it.</summary>
public sealed record PropertyValue(string Name, string Value);

/// <summary>One <c>-global</c>.</summary>
public sealed record GlobalProperty(string Driver, string Name, string Value);

/// <summary>One <c>-drive</c>: <paramref name="Interface"/> is <c>ide</c>, <c>virtio</c> or <c>none</c>, <paramref name="Index"/> the bus position.</summary>
public sealed record DriveConfig(
    string Id,
    string Interface,
    int Index,
    string Media,
    bool ReadOnly,
    ImageReference? Image,
    IReadOnlyList<PropertyValue> Properties
);

/// <summary>One <c>-netdev</c>.</summary>
/// <param name="Id">Name that a card refers to.</param>
/// <param name="Kind"><c>user</c> or <c>socket</c>.</param>
/// <param name="Properties">As the user wrote them, those for the machine.</param>
/// <param name="Files">What the guest can download.</param>
public sealed record NetdevConfig(
    string Id,
    string Kind,
    IReadOnlyList<PropertyValue> Properties,
    IReadOnlyList<NetworkFile> Files
);

/// <summary>A file that the guest can download.</summary>
/// <param name="Path">Under which it is offered, without a slash in front.</param>
public sealed record NetworkFile(string Path, ImageReference Image);

/// <summary>One user file in fw_cfg: exactly one of text and image is set.</summary>
public sealed record FwCfgFile(string Name, string? Text, ImageReference? Image);
