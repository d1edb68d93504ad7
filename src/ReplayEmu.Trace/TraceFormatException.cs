using System;

namespace ReplayEmu.Trace;

/// <summary>A trace cannot be read: damaged, from a newer version, or not a trace. One line with the place in the file.</summary>
public sealed class TraceFormatException : Exception
{
    /// <param name="offset">Bytes from the start of the file to the frame or field that is wrong.</param>
    /// <param name="what">What is wrong, without the place.</param>
    public TraceFormatException(long offset, string what)
        : base($"trace is unreadable at byte {offset}: {what}") => Offset = offset;

    public TraceFormatException(string message)
        : base(message) { }

    public TraceFormatException()
        : this("trace is unreadable") { }

    public TraceFormatException(string message, Exception inner)
        : base(message, inner) { }

    /// <summary>Bytes from the start of the file.</summary>
    public long Offset { get; }
}
