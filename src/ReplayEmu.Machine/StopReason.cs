namespace ReplayEmu.Machine;

/// <summary>Why <see cref="VirtualMachine.Run"/> returned. Values are written to traces: append only.</summary>
public enum StopReason : byte
{
    /// <summary>The requested tick is reached.</summary>
    IcountReached = 1,

    /// <summary>The guest ended the run (isa-debug-exit, power-off); <see cref="VirtualMachine.ExitCode"/> tells more.</summary>
    GuestExit = 2,

    /// <summary>The guest asked for a reset and the machine was told not to (<c>-no-reboot</c>).</summary>
    ResetNotAllowed = 3,

    /// <summary>The CPUs are halted and nothing can wake them: interrupts are disabled, or no timer is armed and no input can come.</summary>
    Deadlock = 4,

    /// <summary>The guest needs something that this emulator lacks; <see cref="VirtualMachine.UnimplementedDetail"/> says what.</summary>
    Unimplemented = 5,

    /// <summary>The host asked (<see cref="VirtualMachine.RequestHostStop"/>).</summary>
    HostRequest = 6,
}
