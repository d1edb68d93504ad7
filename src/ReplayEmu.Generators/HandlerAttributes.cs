using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace ReplayEmu.Generators;

/// <summary>Finds the handlers of instructions by their attribute, whose type arguments are the first ones of the handler.</summary>
internal static class HandlerAttributes
{
    /// <summary>All that <paramref name="describe"/> makes of each use of the attribute.</summary>
    /// <param name="context">The compilation.</param>
    /// <param name="attribute">Full name of the attribute, without type parameters.</param>
    /// <param name="maxTypeArguments">How many type parameters the longest form of the attribute has.</param>
    /// <param name="describe">From a handler and one attribute on it to rows.</param>
    public static IncrementalValueProvider<ImmutableArray<TRow>> Find<TRow>(
        IncrementalGeneratorInitializationContext context,
        string attribute,
        int maxTypeArguments,
        Func<IMethodSymbol, AttributeData, IEnumerable<TRow>> describe
    )
    {
        var all = FindForm(context, attribute, describe);
        for (var arity = 1; arity <= maxTypeArguments; arity++)
        {
            all = all.Combine(FindForm(context, $"{attribute}`{arity}", describe))
                .Select(static (pair, _) => pair.Left.AddRange(pair.Right));
        }

        return all;
    }

    /// <summary>The type arguments of an attribute as source text.</summary>
    public static string TypeArguments(AttributeData attribute) =>
        string.Join(
            ", ",
            attribute.AttributeClass!.TypeArguments.Select(type =>
                type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)
            )
        );

    private static IncrementalValueProvider<ImmutableArray<TRow>> FindForm<TRow>(
        IncrementalGeneratorInitializationContext context,
        string metadataName,
        Func<IMethodSymbol, AttributeData, IEnumerable<TRow>> describe
    ) =>
        context
            .SyntaxProvider.ForAttributeWithMetadataName(
                metadataName,
                static (_, _) => true,
                (syntax, cancel) => Describe((IMethodSymbol)syntax.TargetSymbol, syntax.Attributes, describe, cancel)
            )
            .SelectMany(static (rows, _) => rows)
            .Collect();

    private static ImmutableArray<TRow> Describe<TRow>(
        IMethodSymbol handler,
        ImmutableArray<AttributeData> attributes,
        Func<IMethodSymbol, AttributeData, IEnumerable<TRow>> describe,
        CancellationToken cancel
    )
    {
        var rows = ImmutableArray.CreateBuilder<TRow>();
        foreach (var attribute in attributes)
        {
            cancel.ThrowIfCancellationRequested();
            rows.AddRange(describe(handler, attribute));
        }

        return rows.ToImmutable();
    }
}
