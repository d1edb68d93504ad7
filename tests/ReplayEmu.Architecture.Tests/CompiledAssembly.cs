using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace ReplayEmu.Architecture.Tests;

/// <summary>A compiled assembly, read as metadata without loading it.</summary>
internal sealed class CompiledAssembly : IDisposable
{
    private readonly PEReader file;

    public CompiledAssembly(Stream image)
    {
        file = new PEReader(image);
        Metadata = file.GetMetadataReader();
        Name = Metadata.GetString(Metadata.GetAssemblyDefinition().Name);
    }

    public string Name { get; }

    public MetadataReader Metadata { get; }

    /// <summary>Names of the referenced assemblies.</summary>
    public IEnumerable<string> References =>
        Metadata.AssemblyReferences.Select(handle => Metadata.GetString(Metadata.GetAssemblyReference(handle).Name));

    /// <summary>The assembly of a project as the tests themselves use it.</summary>
    public static CompiledAssembly Of(ProjectRow project) =>
        new(File.OpenRead(Path.Combine(AppContext.BaseDirectory, project.AssemblyName + ".dll")));

    /// <summary>True for the assemblies of .NET itself.</summary>
    public static bool IsFramework(string assembly) =>
        File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, assembly + ".dll"));

    /// <summary>Namespace and name with <c>+</c> before nested types.</summary>
    public string FullName(TypeReferenceHandle handle)
    {
        var type = Metadata.GetTypeReference(handle);
        var name = Metadata.GetString(type.Name);
        if (type.ResolutionScope.Kind == HandleKind.TypeReference)
        {
            return FullName((TypeReferenceHandle)type.ResolutionScope) + "+" + name;
        }

        return type.Namespace.IsNil ? name : Metadata.GetString(type.Namespace) + "." + name;
    }

    /// <summary>Namespace and name with <c>+</c> before nested types.</summary>
    public string FullName(TypeDefinitionHandle handle)
    {
        var type = Metadata.GetTypeDefinition(handle);
        var name = Metadata.GetString(type.Name);
        if (!type.GetDeclaringType().IsNil)
        {
            return FullName(type.GetDeclaringType()) + "+" + name;
        }

        return type.Namespace.IsNil ? name : Metadata.GetString(type.Namespace) + "." + name;
    }

    /// <summary>The assembly that holds a referenced type.</summary>
    public string AssemblyOf(TypeReferenceHandle handle)
    {
        var scope = Metadata.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.AssemblyReference => Metadata.GetString(
                Metadata.GetAssemblyReference((AssemblyReferenceHandle)scope).Name
            ),
            HandleKind.TypeReference => AssemblyOf((TypeReferenceHandle)scope),
            _ => Name,
        };
    }

    public void Dispose() => file.Dispose();
}
