using System.Linq;
using Microsoft.CodeAnalysis;

namespace ReplayEmu.Generators.StateSchema;

/// <summary>What the generator knows about types of state fields.</summary>
internal static class StateTypes
{
    /// <summary>Name of the <c>StateFieldKind</c>, or null for everything that is not a fixed-width integer or an enum of one.</summary>
    public static string? KindOf(ITypeSymbol type) =>
        Underlying(type).SpecialType switch
        {
            SpecialType.System_Byte => "U8",
            SpecialType.System_UInt16 => "U16",
            SpecialType.System_UInt32 => "U32",
            SpecialType.System_UInt64 => "U64",
            SpecialType.System_SByte => "I8",
            SpecialType.System_Int16 => "I16",
            SpecialType.System_Int32 => "I32",
            SpecialType.System_Int64 => "I64",
            _ => null,
        };

    public static bool IsBoolOrChar(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_Boolean or SpecialType.System_Char;

    /// <summary>Bytes of a fixed-width integer, or 0.</summary>
    public static int SizeOf(ITypeSymbol type) =>
        KindOf(type) switch
        {
            "U8" or "I8" => 1,
            "U16" or "I16" => 2,
            "U32" or "I32" => 4,
            "U64" or "I64" => 8,
            _ => 0,
        };

    /// <summary>Elements of an <c>[InlineArray]</c> struct, or null for any other struct.</summary>
    public static int? InlineArrayLength(INamedTypeSymbol type) =>
        type.GetAttributes()
            .Where(attribute => attribute.AttributeClass?.Name == "InlineArrayAttribute")
            .Select(attribute => (int?)attribute.ConstructorArguments[0].Value!)
            .FirstOrDefault();

    /// <summary>The type of the elements of an <c>[InlineArray]</c> struct.</summary>
    public static ITypeSymbol InlineArrayElement(INamedTypeSymbol type) => Fields(type).First().Type;

    /// <summary>Instance fields in declaration order, which is memory order in a sequential struct.</summary>
    public static IFieldSymbol[] Fields(INamedTypeSymbol type) =>
        [.. type.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic && !field.IsConst)];

    /// <summary>False with <c>[StructLayout]</c>: where the fields are is then known only at run time.</summary>
    public static bool HasDefaultLayout(INamedTypeSymbol type) =>
        type.GetAttributes().All(attribute => attribute.AttributeClass?.Name != "StructLayoutAttribute");

    private static ITypeSymbol Underlying(ITypeSymbol type) =>
        type is INamedTypeSymbol { EnumUnderlyingType: { } underlying } ? underlying : type;
}
