using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace ReplayEmu.Generators.InstructionTable;

/// <summary>
/// Fills the table from <c>Iced.Intel.Code</c> to handler from the <c>[Executes]</c> attributes. The attribute's type arguments
/// are the handler's; a handler with one type parameter more is over the place of its r/m operand, and is instantiated for
/// the register form and for the memory form.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class InstructionTableGenerator : IIncrementalGenerator
{
    private const string AttributeName = "ReplayEmu.Cpu.X86.Decode.ExecutesAttribute";
    private const int MaxTypeArguments = 3;

    private static readonly DiagnosticDescriptor Duplicate = new(
        "RE0010",
        "An instruction code has one handler",
        "Code '{0}' is executed by '{1}' and by '{2}'",
        "Instructions",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true
    );

    private static readonly DiagnosticDescriptor BadHandler = new(
        "RE0011",
        "A handler is a static method with the types of [Executes] as type parameters, and at most a place besides",
        "'{0}' cannot execute instructions with {1} type argument(s) in [Executes]",
        "Instructions",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true
    );

    public void Initialize(IncrementalGeneratorInitializationContext context) =>
        context.RegisterSourceOutput(
            HandlerAttributes.Find(context, AttributeName, MaxTypeArguments, Describe),
            static (output, found) => Emit(output, found)
        );

    private static IEnumerable<Entry> Describe(IMethodSymbol method, AttributeData attribute)
    {
        var arity = attribute.AttributeClass!.TypeArguments.Length;
        var extra = method.TypeParameters.Length - arity;
        foreach (var code in attribute.ConstructorArguments.SelectMany(Codes))
        {
            yield return new Entry(
                method.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
                method.Name,
                HandlerAttributes.TypeArguments(attribute),
                hasPlace: extra == 1,
                isValid: method.IsStatic && extra is 0 or 1,
                arity,
                NameOf(code),
                (int)code.Value!,
                method.Locations.FirstOrDefault()
            );
        }
    }

    private static IEnumerable<TypedConstant> Codes(TypedConstant argument) =>
        argument.Kind == TypedConstantKind.Array ? argument.Values : [argument];

    private static string NameOf(TypedConstant code) =>
        code.Type!.GetMembers()
            .OfType<IFieldSymbol>()
            .First(field => field.HasConstantValue && Equals(field.ConstantValue, code.Value))
            .Name;

    private static void Emit(SourceProductionContext output, ImmutableArray<Entry> found)
    {
        if (found.IsEmpty)
        {
            return;
        }

        var byCode = new SortedDictionary<int, Entry>();
        foreach (var entry in found)
        {
            if (!entry.IsValid)
            {
                output.ReportDiagnostic(Diagnostic.Create(BadHandler, entry.Location, entry.Method, entry.Arity));
            }
            else if (byCode.TryGetValue(entry.Value, out var first))
            {
                output.ReportDiagnostic(
                    Diagnostic.Create(
                        Duplicate,
                        entry.Location,
                        entry.Code,
                        $"{first.Class}.{first.Method}",
                        $"{entry.Class}.{entry.Method}"
                    )
                );
            }
            else
            {
                byCode.Add(entry.Value, entry);
            }
        }

        output.AddSource("InstructionTable.g.cs", InstructionTableSource.Write(byCode.Values));
    }
}
