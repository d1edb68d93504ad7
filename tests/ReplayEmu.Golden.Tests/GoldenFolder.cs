using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ReplayEmu.Golden.Review;

namespace ReplayEmu.Golden.Tests;

/// <summary>A golden folder with an <c>intended-changes.txt</c> and items whose text a test sets.</summary>
internal sealed class GoldenFolder : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<GoldenItem> items = [];

    public TemporaryFolder Files => folder;

    public bool MayWrite { get; set; } = true;

    public string Intents
    {
        get => folder.Read("intended-changes.txt");
        set => folder.Write("intended-changes.txt", value);
    }

    public GoldenFolder With(string name, string text, bool released = false) =>
        With(name, new GoldenSubject(text), released);

    public GoldenFolder With(string name, GoldenSubject subject, bool released = false)
    {
        items.RemoveAll(item => item.Name == name);
        items.Add(new GoldenItem(name, released, () => subject));
        return this;
    }

    public GoldenFolder Without(string name)
    {
        items.RemoveAll(item => item.Name == name);
        return this;
    }

    /// <summary>Approved text of a released type.</summary>
    public GoldenFolder Released(string name, string text)
    {
        With(name, text, released: true);
        Approve(name);
        return this;
    }

    public GoldenReport Check(string pattern = "*") =>
        new GoldenSet(folder.Path, folder["intended-changes.txt"], new GoldenOptions(MayWrite)).Check(items, pattern);

    public GoldenReport Approve(string pattern = "*", Func<GoldenResult, bool>? accept = null) =>
        new GoldenApproval(folder.Path, folder["intended-changes.txt"], new GoldenOptions(MayWrite)).Approve(
            items,
            pattern,
            accept
        );

    public GoldenReport Review(string answers, TextWriter output) =>
        new ReviewDialog(
            folder.Path,
            folder["intended-changes.txt"],
            new GoldenOptions(MayWrite),
            new StringReader(answers),
            output
        )
        {
            Explain = static (golden, fact) => [$"row of {golden} {fact}"],
        }.Run(items, "*");

    public GoldenOutcome[] Outcomes(string pattern = "*") =>
        [.. Check(pattern).Results.Select(result => result.Outcome)];

    public void Dispose() => folder.Dispose();
}
