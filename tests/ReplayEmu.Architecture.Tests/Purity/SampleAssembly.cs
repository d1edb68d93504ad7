using System;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ReplayEmu.Architecture.Tests.Purity;

/// <summary>A small assembly compiled by a test, to show that a check really finds what it is there for.</summary>
internal static class SampleAssembly
{
    public static CompiledAssembly Compile(string members)
    {
        var trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        var compilation = CSharpCompilation.Create(
            "Sample",
            [CSharpSyntaxTree.ParseText($"public static class Sample {{ {members} }}")],
            trusted.Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true)
        );
        var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        if (!emitted.Success)
        {
            throw new InvalidOperationException(string.Join('\n', emitted.Diagnostics));
        }

        image.Position = 0;
        return new CompiledAssembly(image);
    }
}
