using System.Collections.Generic;
using System.Linq;
using System.Reflection.Metadata;

namespace ReplayEmu.Architecture.Tests.Purity;

/// <summary>A type or member of .NET itself that an assembly names.</summary>
/// <param name="Type">Namespace and name, <c>+</c> before nested types.</param>
/// <param name="Member">Method or field, or null for the type itself.</param>
internal readonly record struct FrameworkUse(string Type, string? Member)
{
    public override string ToString() => Member is null ? Type : $"{Type}.{Member}";

    /// <summary>Everything of .NET that the assembly's metadata refers to: no code can run what is not here, reflection aside.</summary>
    public static IReadOnlyList<FrameworkUse> In(CompiledAssembly assembly)
    {
        var metadata = assembly.Metadata;
        var found = new HashSet<FrameworkUse>();
        foreach (var handle in metadata.TypeReferences)
        {
            if (IsFramework(assembly, handle))
            {
                found.Add(new FrameworkUse(assembly.FullName(handle), null));
            }
        }

        foreach (var member in metadata.MemberReferences.Select(metadata.GetMemberReference))
        {
            if (Owner(metadata, member.Parent) is { } owner && IsFramework(assembly, owner))
            {
                found.Add(new FrameworkUse(assembly.FullName(owner), metadata.GetString(member.Name)));
            }
        }

        return [.. found.OrderBy(use => use.ToString(), System.StringComparer.Ordinal)];
    }

    private static bool IsFramework(CompiledAssembly assembly, TypeReferenceHandle handle) =>
        CompiledAssembly.IsFramework(assembly.AssemblyOf(handle));

    /// <summary>The type that declares a member, through generic instances; null for arrays and type parameters.</summary>
    private static TypeReferenceHandle? Owner(MetadataReader metadata, EntityHandle parent)
    {
        if (parent.Kind == HandleKind.TypeReference)
        {
            return (TypeReferenceHandle)parent;
        }

        if (parent.Kind != HandleKind.TypeSpecification)
        {
            return null;
        }

        var signature = metadata.GetBlobReader(
            metadata.GetTypeSpecification((TypeSpecificationHandle)parent).Signature
        );
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return null;
        }

        // Class or value type, then the generic type itself.
        signature.ReadCompressedInteger();
        var generic = signature.ReadTypeHandle();
        return generic.Kind == HandleKind.TypeReference ? (TypeReferenceHandle)generic : null;
    }
}
