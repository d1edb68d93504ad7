using System;
using System.Collections.Generic;
using System.Reflection;
using System.Reflection.Metadata;

namespace ReplayEmu.Architecture.Tests.Purity;

/// <summary>Static fields that could carry something from one machine, or one run, to the next.</summary>
internal static class MutableStatics
{
    /// <summary>Full names with the reason; empty for a clean assembly.</summary>
    public static IReadOnlyList<string> In(CompiledAssembly assembly)
    {
        var metadata = assembly.Metadata;
        var found = new List<string>();
        foreach (var handle in metadata.FieldDefinitions)
        {
            var field = metadata.GetFieldDefinition(handle);
            var owner = assembly.FullName(field.GetDeclaringType());
            if (
                (field.Attributes & FieldAttributes.Static) == 0
                || (field.Attributes & FieldAttributes.Literal) != 0
                || IsMadeByTheCompiler(owner)
            )
            {
                continue;
            }

            var name = $"{owner}.{metadata.GetString(field.Name)}";
            if ((field.Attributes & FieldAttributes.InitOnly) == 0)
            {
                found.Add($"{name}: static and not readonly");
            }
            else if (IsVisible(field.Attributes) && IsArray(metadata, field))
            {
                found.Add($"{name}: others can write the elements of a visible array; make it a ReadOnlySpan property");
            }
        }

        return found;
    }

    /// <summary>Caches of lambdas (pure functions of no state) and tables of constants.</summary>
    private static bool IsMadeByTheCompiler(string owner) =>
        owner.Contains("+<", StringComparison.Ordinal) || owner.StartsWith('<');

    private static bool IsVisible(FieldAttributes attributes) =>
        (attributes & FieldAttributes.FieldAccessMask) != FieldAttributes.Private;

    private static bool IsArray(MetadataReader metadata, FieldDefinition field)
    {
        var signature = metadata.GetBlobReader(field.Signature);
        signature.ReadSignatureHeader();
        return signature.ReadSignatureTypeCode() is SignatureTypeCode.SZArray or SignatureTypeCode.Array;
    }
}
