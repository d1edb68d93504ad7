using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace ReplayEmu.Generators.PowerPatterns;

/// <summary>
/// Makes the decoder of a machine with instructions of 32 bits from the <c>[Pattern]</c> attributes of their handlers: a decision tree
/// from word to row, the fields of each row, and its handlers. The attribute's type arguments are the handler's first; each further
/// type parameter is named after a field of one bit (TRc), or TEndian or TMode, and the handler is instantiated for both.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class PatternTableGenerator : IIncrementalGenerator
{
    private const string AttributeName = "ReplayEmu.Cpu.Power.Decode.PatternAttribute";
    private const int MaxTypeArguments = 3;

    private static readonly DiagnosticDescriptor Overlap = new(
        "RE0020",
        "A word is one instruction",
        "'{0}' and '{1}' have words in common",
        "Instructions",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true
    );

    private static readonly DiagnosticDescriptor Bad = new(
        "RE0021",
        "A pattern has 32 bits of known fields and a handler whose type parameters they choose",
        "'{0}': the pattern {1}",
        "Instructions",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true
    );

    public void Initialize(IncrementalGeneratorInitializationContext context) =>
        context.RegisterSourceOutput(
            HandlerAttributes.Find<PatternRow>(
                context,
                AttributeName,
                MaxTypeArguments,
                static (handler, attribute) => [Describe(handler, attribute)]
            ),
            static (output, found) => Emit(output, found)
        );

    private static PatternRow Describe(IMethodSymbol method, AttributeData attribute)
    {
        var types = attribute.AttributeClass!.TypeArguments;
        var type = method.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        var row = new PatternRow
        {
            Name = (string)attribute.ConstructorArguments[0].Value!,
            Text = (string)attribute.ConstructorArguments[1].Value!,
            Class = type,
            Method = method.Name,
            Types = HandlerAttributes.TypeArguments(attribute),
            Choices = [.. method.TypeParameters.Skip(types.Length).Select(p => p.Name.Substring(1).ToLowerInvariant())],
            Location = method.Locations.FirstOrDefault(),
        };
        foreach (var named in attribute.NamedArguments)
        {
            switch (named.Key)
            {
                case "Lower":
                    row.Lower = $"{type}.{named.Value.Value}";
                    break;
                case "Operands":
                    row.Lower =
                        ((ITypeSymbol)named.Value.Value!).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)
                        + ".Lower";
                    break;
                case "Facility":
                    row.Facility = (int)(byte)named.Value.Value!;
                    break;
                case "Since":
                    row.Since = (int)(byte)named.Value.Value!;
                    break;
                case "Privileged":
                    row.Privileged = (bool)named.Value.Value!;
                    break;
                case "Ends":
                    row.Ends = (bool)named.Value.Value!;
                    break;
            }
        }

        var text = PatternText.Parse(row.Text);
        row.Mask = text.Mask;
        row.Value = text.Value;
        row.Fields = text.Fields;
        row.Error = text.Error ?? Unknown(row);
        return row;
    }

    /// <summary>What is wrong with the type parameters or fields, or null.</summary>
    private static string? Unknown(PatternRow row)
    {
        foreach (var choice in row.Choices)
        {
            if (
                choice is not ("endian" or "mode")
                && !row.Fields.Any(field => field.Name == choice && field.Width == 1)
            )
            {
                return $"has no bit '{choice}' that its handler is chosen by";
            }
        }

        return null;
    }

    private static void Emit(SourceProductionContext output, ImmutableArray<PatternRow> found)
    {
        if (found.IsEmpty)
        {
            return;
        }

        var good = new List<PatternRow>();
        foreach (var row in found)
        {
            if (row.Error is not null)
            {
                output.ReportDiagnostic(Diagnostic.Create(Bad, row.Location, row.Name, row.Error));
                continue;
            }

            if (good.FirstOrDefault(row.Overlaps) is { } first)
            {
                output.ReportDiagnostic(Diagnostic.Create(Overlap, row.Location, first.Name, row.Name));
                continue;
            }

            good.Add(row);
        }

        good.Sort(
            static (a, b) => a.Value != b.Value ? a.Value.CompareTo(b.Value) : string.CompareOrdinal(a.Name, b.Name)
        );
        output.AddSource("PatternTable.g.cs", PatternTableSource.Write(good));
    }
}
