using System;

namespace ReplayEmu.Machine.State;

/// <summary>
/// Marks an unmanaged, padding-free partial struct as guest-visible state. The generator adds its
/// <see cref="StateSchema"/> (names, types, offsets), from which the text dump, the field diff, the on-disk form
/// and the version upgrade come.
/// </summary>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class StateStructAttribute(string id) : Attribute
{
    /// <summary>Stable section id, written to traces. Instances are told apart by the name given to the arena.</summary>
    public string Id { get; } = id;

    /// <summary>Raised by one whenever a field is added, removed, renamed or changes meaning.</summary>
    public int Version { get; set; } = 1;
}
