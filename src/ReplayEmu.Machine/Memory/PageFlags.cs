using System;

namespace ReplayEmu.Machine.Memory;

/// <summary>What is known about one 4 KiB page of a <see cref="MemoryBlock"/>. Not guest-visible.</summary>
[Flags]
public enum PageFlags : byte
{
    None = 0,

    /// <summary>Written since the last checkpoint.</summary>
    DirtySinceCheckpoint = 1,

    /// <summary>Written since the last digest.</summary>
    DirtySinceDigest = 2,

    /// <summary>Written since the display last looked (VRAM).</summary>
    DirtySinceDisplay = 4,

    /// <summary>A CPU holds decoded instructions of this page: a write must drop them first.</summary>
    HasDecodedCode = 8,

    /// <summary>A debugger watches the page: each write is told before it happens, and none is admitted beside that.</summary>
    Watched = 16,

    /// <summary>A debugger also wants to hear of each read.</summary>
    ReadsWatched = 32,

    /// <summary>With all of these set and no decoded code, a write needs no bookkeeping.</summary>
    AllDirty = DirtySinceCheckpoint | DirtySinceDigest | DirtySinceDisplay,
}
