using System;

namespace ReplayEmu.Machine.Gate;

/// <summary>Something from outside, delivered at one tick.</summary>
/// <param name="Port">Index into <see cref="VirtualMachine.InputPorts"/>.</param>
/// <param name="Data">Bytes whose meaning is the port's.</param>
public readonly record struct InputEvent(ushort Port, ReadOnlyMemory<byte> Data);

/// <summary>
/// The gate: the only way in from the host. Live, recording and replaying are three implementations, and the machine cannot
/// tell them apart.
/// </summary>
public interface IInputs
{
    /// <summary>The tick, at or after <paramref name="icount"/>, at which the machine must ask again; it stops exactly there.</summary>
    ulong NextPoll(ulong icount);

    /// <summary>The next input due at this tick. Asked until it returns false.</summary>
    bool TryTake(ulong icount, out InputEvent input);

    /// <summary>
    /// Every CPU is halted. Returns the tick to go on at, more than <paramref name="icount"/> and at most
    /// <paramref name="wake"/>; a live implementation may wait for host input first. <see cref="ulong.MaxValue"/> as
    /// <paramref name="wake"/> means that no timer is armed; returning it ends the run: nothing can ever wake the machine.
    /// Returning <paramref name="icount"/> means an input is ready now.
    /// </summary>
    ulong Idle(ulong icount, ulong wake);
}

/// <summary>No input at all; idle time is skipped at once.</summary>
public sealed class NoInputs : IInputs
{
    public ulong NextPoll(ulong icount) => ulong.MaxValue;

    public bool TryTake(ulong icount, out InputEvent input)
    {
        input = default;
        return false;
    }

    public ulong Idle(ulong icount, ulong wake) => wake;
}
