using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ReplayEmu.Generators.StateSchema;

/// <summary>
/// Adds <c>IStateStruct.Schema</c> to every struct marked with <c>[StateStruct]</c>: its fields flattened to primitives, with
/// offsets taken from the struct itself at run time, so that they cannot be wrong.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class StateSchemaGenerator : IIncrementalGenerator
{
    private const string AttributeName = "ReplayEmu.Machine.State.StateStructAttribute";
    private const int MaxIdLength = 64;

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var structs = context.SyntaxProvider.ForAttributeWithMetadataName(
            AttributeName,
            static (_, _) => true,
            static (syntax, cancel) => Describe((INamedTypeSymbol)syntax.TargetSymbol, syntax.Attributes[0], cancel)
        );
        context.RegisterSourceOutput(
            structs,
            static (output, found) =>
            {
                foreach (var problem in found.Problems)
                {
                    output.ReportDiagnostic(problem);
                }

                if (found.Source is { } source)
                {
                    output.AddSource(found.HintName, source);
                }
            }
        );
    }

    private static Result Describe(INamedTypeSymbol type, AttributeData attribute, CancellationToken cancel)
    {
        var hint = $"{type.ToDisplayString()}.StateSchema.g.cs";
        var at = type.Locations.FirstOrDefault();
        if (!IsWellDeclared(type, cancel))
        {
            return new Result(hint, null, [Diagnostic.Create(StateDiagnostics.BadDeclaration, at, type.Name)]);
        }

        var id = attribute.ConstructorArguments[0].Value as string ?? "";
        var version = attribute
            .NamedArguments.Where(argument => argument.Key == "Version")
            .Select(argument => (int)argument.Value.Value!)
            .DefaultIfEmpty(1)
            .First();
        var writer = new StateSource(cancel);
        var source = writer.Write(type, id, version);
        var problems = writer.Problems;
        if (version < 1 || id.Length is 0 or > MaxIdLength || !id.All(IsIdCharacter))
        {
            problems.Add(Diagnostic.Create(StateDiagnostics.BadIdentity, at, type.Name));
        }

        var holes = new List<(string Owner, int Bytes, string Before, Location? At)>();
        StateLayout.Of(type, holes);
        problems.AddRange(
            holes.Select(hole =>
                Diagnostic.Create(StateDiagnostics.Padding, hole.At, hole.Owner, hole.Bytes, hole.Before)
            )
        );
        return new Result(hint, source, problems);
    }

    private static bool IsWellDeclared(INamedTypeSymbol type, CancellationToken cancel) =>
        type is { IsGenericType: false, ContainingType: null, ContainingNamespace.IsGlobalNamespace: false }
        && type.DeclaringSyntaxReferences.All(reference =>
            reference.GetSyntax(cancel) is StructDeclarationSyntax declaration
            && declaration.Modifiers.Any(modifier => modifier.ValueText == "partial")
        );

    private static bool IsIdCharacter(char character) =>
        character is >= 'a' and <= 'z' or >= '0' and <= '9' or '-' or '.' or '_';

    private sealed class Result(string hintName, string? source, IReadOnlyList<Diagnostic> problems)
    {
        public string HintName { get; } = hintName;

        public string? Source { get; } = source;

        public IReadOnlyList<Diagnostic> Problems { get; } = problems;
    }
}
