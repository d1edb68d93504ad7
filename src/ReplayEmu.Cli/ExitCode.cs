namespace ReplayEmu.Cli;

/// <summary>What the process tells its caller. Scripts depend on the numbers: they never change.</summary>
public enum ExitCode
{
    Ok = 0,

    /// <summary>The guest ended with a non-zero code of its own (isa-debug-exit).</summary>
    GuestFailed = 1,

    /// <summary>Unknown option, name or value.</summary>
    Usage = 2,

    /// <summary>A replay did not do what its trace says.</summary>
    Divergence = 3,

    /// <summary>A trace is damaged, truncated or not one.</summary>
    UnreadableTrace = 4,

    /// <summary>The guest needs something that this emulator lacks.</summary>
    Unimplemented = 5,

    /// <summary>A file, the disk or the terminal.</summary>
    HostResource = 6,

    /// <summary>Guest-visible state differs from its golden.</summary>
    GoldenMismatch = 7,

    /// <summary>A fault of this program; the number is EX_SOFTWARE of sysexits.h.</summary>
    InternalError = 70,

    /// <summary>A replay was ended by Ctrl-C before it came to its end; 128 + SIGINT.</summary>
    Interrupted = 130,
}
