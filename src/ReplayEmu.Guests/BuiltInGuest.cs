using System;

namespace ReplayEmu.Guests;

/// <summary>A guest that comes with the emulator: a firmware ROM, the same bytes each time it is built.</summary>
/// <param name="name">What stands behind <c>builtin:</c> in <c>-bios builtin:NAME</c>.</param>
/// <param name="description">One line.</param>
/// <param name="build">Assembles it.</param>
public sealed class BuiltInGuest(string name, string description, Func<byte[]> build)
{
    public string Name { get; } = name;

    public string Description { get; } = description;

    /// <summary>The ROM, a multiple of 64 KiB, for <c>-bios</c>.</summary>
    public byte[] Build() => build();

    public override string ToString() => Name;
}
