using System;

namespace ReplayEmu.Machine;

/// <summary>
/// The guest needs something that real hardware has and this emulator lacks. Not a guest fault: the machine stops loudly,
/// and <see cref="VirtualMachine.Run"/> turns this into <see cref="StopReason.Unimplemented"/> with icount and PC.
/// </summary>
public sealed class UnimplementedException : Exception
{
    /// <param name="what">Device and register, or instruction bytes, by name.</param>
    public UnimplementedException(string what)
        : base(what) { }

    public UnimplementedException()
        : this("unknown") { }

    public UnimplementedException(string what, Exception inner)
        : base(what, inner) { }
}
