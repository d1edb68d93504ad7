namespace ReplayEmu.Devices.Virtio.Balloon;

/// <summary>Statistics by their tags (Virtio 1.2, section 5.5.6.4), with the names of QEMU's <c>guest-stats</c>.</summary>
internal static class BalloonStatistic
{
    /// <summary>Name of each tag.</summary>
    internal static readonly string[] Names =
    [
        "stat-swap-in",
        "stat-swap-out",
        "stat-major-faults",
        "stat-minor-faults",
        "stat-free-memory",
        "stat-total-memory",
        "stat-available-memory",
        "stat-disk-caches",
        "stat-htlb-pgalloc",
        "stat-htlb-pgfail",
    ];
}
