using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Iced.Intel;

namespace ReplayEmu.Cpu.X86.Tests;

/// <summary>Collects machine code.</summary>
internal sealed class ListCodeWriter : CodeWriter
{
    private readonly List<byte> bytes = [];

    public ReadOnlySpan<byte> Bytes => CollectionsMarshal.AsSpan(bytes);

    public override void WriteByte(byte value) => bytes.Add(value);
}
