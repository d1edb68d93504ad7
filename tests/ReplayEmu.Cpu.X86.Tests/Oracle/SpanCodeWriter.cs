using System;
using Iced.Intel;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>Writes machine code to memory.</summary>
internal sealed unsafe class SpanCodeWriter(byte* start, int size) : CodeWriter
{
    public int Length { get; private set; }

    public override void WriteByte(byte value)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(Length, size);
        start[Length++] = value;
    }
}
