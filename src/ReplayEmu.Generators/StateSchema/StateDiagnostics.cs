using Microsoft.CodeAnalysis;

namespace ReplayEmu.Generators.StateSchema;

/// <summary>What the compiler says about a struct that cannot be guest-visible state.</summary>
internal static class StateDiagnostics
{
    public static readonly DiagnosticDescriptor UnsupportedField = Error(
        "RE0001",
        "A state field must be a fixed-width integer, an enum, an inline array, a fixed buffer or a nested struct of these",
        "Field '{0}' of type '{1}' cannot be part of a state struct: its width or meaning differs between hosts"
    );

    public static readonly DiagnosticDescriptor BoolOrChar = Error(
        "RE0002",
        "A state field must not be bool or char",
        "Field '{0}' is '{1}', for which not every bit pattern of a restored checkpoint is a value; use byte or ushort"
    );

    public static readonly DiagnosticDescriptor Padding = Error(
        "RE0003",
        "A state struct must not have padding",
        "'{0}' has {1} byte(s) of padding before {2}; order fields from big to small and fill with a named Reserved field"
    );

    public static readonly DiagnosticDescriptor BadDeclaration = Error(
        "RE0004",
        "A state struct must be a top-level, non-generic partial struct",
        "'{0}' must be a top-level, non-generic 'partial struct' of a namespace"
    );

    public static readonly DiagnosticDescriptor BadIdentity = Error(
        "RE0005",
        "A state struct needs an id and a version from 1",
        "'{0}': the id must be 1 to 64 characters of a-z, 0-9, '-', '.' and '_', the version at least 1"
    );

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, "State", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
