using System.Collections.Generic;

namespace ReplayEmu.Machine.Devices;

/// <summary>A device with which the guest gives memory back.</summary>
public interface IBalloon : IDevice
{
    /// <summary>RAM that the guest shall keep, bytes.</summary>
    ulong TargetRam { get; }

    /// <summary>RAM that the guest says it keeps, bytes.</summary>
    ulong ActualRam { get; }

    /// <summary>The guest has answered the last question for statistics, and has one request open for the next.</summary>
    bool HasStatistics { get; }

    /// <summary>What the guest last said, by QEMU's names; what it has never said is left out.</summary>
    IReadOnlyList<(string Name, ulong Value)> Statistics { get; }
}
