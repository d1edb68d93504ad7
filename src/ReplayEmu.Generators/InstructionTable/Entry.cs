using System;
using Microsoft.CodeAnalysis;

namespace ReplayEmu.Generators.InstructionTable;

/// <summary>One <c>[Executes]</c> claim: a code and the handler instantiation that executes it.</summary>
internal sealed class Entry(
    string type,
    string method,
    string types,
    bool hasPlace,
    bool isValid,
    int arity,
    string code,
    int value,
    Location? location
) : IEquatable<Entry>
{
    /// <summary>Fully qualified class.</summary>
    public string Class { get; } = type;

    public string Method { get; } = method;

    /// <summary>Type arguments without the place, comma separated.</summary>
    public string Types { get; } = types;

    /// <summary>The last type parameter is the place of the r/m operand.</summary>
    public bool HasPlace { get; } = hasPlace;

    public bool IsValid { get; } = isValid;

    public int Arity { get; } = arity;

    /// <summary>Name of the <c>Iced.Intel.Code</c>.</summary>
    public string Code { get; } = code;

    /// <summary>Number of the <c>Iced.Intel.Code</c>.</summary>
    public int Value { get; } = value;

    public Location? Location { get; } = location;

    /// <summary>The handler with its type arguments.</summary>
    /// <param name="place">Place type for a handler that has one.</param>
    public string Instantiate(string place)
    {
        var arguments = HasPlace ? (Types.Length == 0 ? place : $"{Types}, {place}") : Types;
        return arguments.Length == 0 ? $"&{Class}.{Method}" : $"&{Class}.{Method}<{arguments}>";
    }

    public bool Equals(Entry? other) =>
        other is not null
        && Class == other.Class
        && Method == other.Method
        && Types == other.Types
        && HasPlace == other.HasPlace
        && IsValid == other.IsValid
        && Value == other.Value;

    public override bool Equals(object? obj) => Equals(obj as Entry);

    public override int GetHashCode() => Value ^ StringComparer.Ordinal.GetHashCode(Method);
}
