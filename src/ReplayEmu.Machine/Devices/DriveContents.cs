using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Machine.Devices;

/// <summary>What the guest has written to a drive.</summary>
/// <param name="Drive">Id of the <c>-drive</c>.</param>
/// <param name="Written">The disk's pages of 4 KiB; those that were not written are not valid.</param>
/// <param name="Present">A bit for each page that was written, lowest first.</param>
public sealed record DriveContents(string Drive, MemoryBlock Written, MemoryBlock Present);
