using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace ReplayEmu.Generators.PowerPatterns;

/// <summary>One <c>[Pattern]</c>: an instruction and the handler that executes it.</summary>
internal sealed class PatternRow : IEquatable<PatternRow>
{
    /// <summary>Mnemonic.</summary>
    public string Name { get; set; } = "";

    public string Text { get; set; } = "";

    /// <summary>Fully qualified class.</summary>
    public string Class { get; set; } = "";

    public string Method { get; set; } = "";

    /// <summary>Type arguments that the attribute gives, comma separated.</summary>
    public string Types { get; set; } = "";

    /// <summary>Names of the type parameters behind those, without the T, in lower case: fields of one bit, <c>endian</c>, <c>mode</c>.</summary>
    public IReadOnlyList<string> Choices { get; set; } = [];

    /// <summary>Method that finishes the operands, or null.</summary>
    public string? Lower { get; set; }

    public int Facility { get; set; }

    public int Since { get; set; }

    public bool Privileged { get; set; }

    public bool Ends { get; set; }

    public string? Error { get; set; }

    public uint Mask { get; set; }

    public uint Value { get; set; }

    public IReadOnlyList<PatternField> Fields { get; set; } = [];

    public Location? Location { get; set; }

    /// <summary>True when some word fits both.</summary>
    public bool Overlaps(PatternRow other) => ((Value ^ other.Value) & Mask & other.Mask) == 0;

    public bool Equals(PatternRow? other) =>
        other is not null
        && Name == other.Name
        && Text == other.Text
        && Class == other.Class
        && Method == other.Method
        && Types == other.Types
        && Lower == other.Lower
        && Facility == other.Facility
        && Since == other.Since
        && Privileged == other.Privileged
        && Ends == other.Ends
        && Error == other.Error
        && Choices.SequenceEqual(other.Choices);

    public override bool Equals(object? obj) => Equals(obj as PatternRow);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name) ^ (int)Value;
}
