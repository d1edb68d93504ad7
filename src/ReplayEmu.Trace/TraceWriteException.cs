using System;

namespace ReplayEmu.Trace;

/// <summary>The trace could not be written on (disk full, file gone). What was written before is a valid, shorter trace.</summary>
public sealed class TraceWriteException : Exception
{
    public TraceWriteException(string message, Exception inner)
        : base(message, inner) { }

    public TraceWriteException(string message)
        : base(message) { }

    public TraceWriteException()
        : this("trace cannot be written") { }
}
