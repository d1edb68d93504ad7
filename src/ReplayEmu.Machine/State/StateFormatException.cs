using System;

namespace ReplayEmu.Machine.State;

/// <summary>Saved state cannot be read or does not fit this machine: what, in which section, at which byte.</summary>
public sealed class StateFormatException : Exception
{
    public StateFormatException(string message)
        : base(message) { }

    public StateFormatException()
        : this("saved state is damaged") { }

    public StateFormatException(string message, Exception inner)
        : base(message, inner) { }
}
