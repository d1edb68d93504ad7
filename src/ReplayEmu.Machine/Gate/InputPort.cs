using System;

namespace ReplayEmu.Machine.Gate;

/// <summary>A device's end of the gate.</summary>
/// <param name="Name">Unique in the machine, for example <c>serial0</c>, <c>kbd0</c>, <c>machine</c>.</param>
/// <param name="Accept">Takes the bytes of one <see cref="InputEvent"/> at the present tick.</param>
/// <param name="Room">Bytes that <paramref name="Accept"/> takes now without loss; a live gate sends no more than that.</param>
public sealed record InputPort(string Name, InputPortHandler Accept, Func<int> Room);

/// <summary>Takes the bytes of one input.</summary>
public delegate void InputPortHandler(ReadOnlySpan<byte> data);
