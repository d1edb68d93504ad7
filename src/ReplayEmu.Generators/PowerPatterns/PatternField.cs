using System;

namespace ReplayEmu.Generators.PowerPatterns;

/// <summary>A named field of a pattern. Bits are counted from the least significant one, which the manuals call 31.</summary>
internal sealed class PatternField(string name, int shift, int width) : IEquatable<PatternField>
{
    public string Name { get; } = name;

    /// <summary>Position of the field's last bit.</summary>
    public int Shift { get; } = shift;

    public int Width { get; } = width;

    public bool Equals(PatternField? other) =>
        other is not null && Name == other.Name && Shift == other.Shift && Width == other.Width;

    public override bool Equals(object? obj) => Equals(obj as PatternField);

    public override int GetHashCode() => (Shift << 8) ^ Width;
}
