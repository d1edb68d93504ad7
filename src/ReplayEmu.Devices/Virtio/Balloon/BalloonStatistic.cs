namespace ReplayEmu.Devices.Virtio.Balloon;

/// <summary>Statistics by their tags (Virtio 1.2, section 5.5.6.4), with the names of QEMU's <c>guest-stats</c>.</summary>
internal static class BalloonStatistic
{
    /// <param name="tag">0 to 9.</param>
    internal static string NameOf(int tag) =>
        tag switch
        {
            0 => "stat-swap-in",
            1 => "stat-swap-out",
            2 => "stat-major-faults",
            3 => "stat-minor-faults",
            4 => "stat-free-memory",
            5 => "stat-total-memory",
            6 => "stat-available-memory",
            7 => "stat-disk-caches",
            8 => "stat-htlb-pgalloc",
            _ => "stat-htlb-pgfail",
        };
}
