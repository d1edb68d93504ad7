using System;

namespace ReplayEmu.Machine.Gate;

/// <summary>The way to a debugger, which the host opens.</summary>
public interface IDebuggerConnection
{
    /// <summary>Bytes wait to be read.</summary>
    bool HasData { get; }

    /// <summary>Waits for at least one byte; 0 when the other side is gone.</summary>
    int Read(Span<byte> buffer);

    void Write(ReadOnlySpan<byte> data);
}
