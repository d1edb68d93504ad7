using System;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Cpu.X86.Tests.Fuzz;

/// <summary>For machines without images.</summary>
internal sealed class NoImages : IImageSource
{
    public IImage Open(ImageReference reference) => throw new InvalidOperationException();
}
