using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ReplayEmu.Golden.Files;
using ReplayEmu.Golden.Policy;

namespace ReplayEmu.Golden.Review;

/// <summary>
/// Goes through what a check found with a person: shows each change once for all the goldens that it changes, says which version
/// row makes it so, and accepts or leaves it. Goldens of released machines need a reason, which goes to <c>intended-changes.txt</c>.
/// </summary>
/// <param name="directory">Folder with the verified files and <c>released.txt</c>.</param>
/// <param name="intentsPath">The <c>intended-changes.txt</c>.</param>
/// <param name="options">Whether files may be written.</param>
/// <param name="input">Answers, one a line; its end is an answer <c>q</c>.</param>
/// <param name="output">Questions.</param>
public sealed class ReviewDialog(
    string directory,
    string intentsPath,
    GoldenOptions options,
    TextReader input,
    TextWriter output
)
{
    private const int ShownFacts = 20;
    private const int ExplainedFacts = 8;

    private const string Question = "[a]ccept  [s]kip  [d]iff  [w]hy  [t]ool  [q]uit: ";

    /// <summary>Lines that explain why a fact of a golden is what it is now: golden's name, fact's name.</summary>
    public Func<string, string, IEnumerable<string>> Explain { get; init; } = static (_, _) => [];

    /// <summary>Opens a diff tool: received file, verified file.</summary>
    public Action<string, string> OpenTool { get; init; } = static (_, _) => { };

    /// <summary>Reviews everything that differs; returns the findings that are left and those that were refused.</summary>
    /// <param name="items">Everything that should have a golden; each text is made once.</param>
    /// <param name="pattern">Names to review.</param>
    public GoldenReport Run(IReadOnlyList<GoldenItem> items, string pattern)
    {
        var subjects = items.ToDictionary(item => item.Name, item => new Lazy<GoldenSubject>(item.Make));
        items = [.. items.Select(item => item with { Make = () => subjects[item.Name].Value })];
        var report = new GoldenSet(directory, intentsPath, options).Check(items, pattern);
        var groups = ReviewGroup.Of(
            report.Results.Where(result => result.IsFailure),
            finding => subjects.TryGetValue(finding.Name, out var subject) ? Changes(finding, subject.Value) : []
        );
        List<GoldenResult> results = [.. report.Results.Where(result => !result.IsFailure)];
        var isOver = false;
        for (var index = 0; index < groups.Count; index++)
        {
            results.AddRange(isOver ? groups[index].Findings : Decide(groups[index], index, groups.Count));
        }

        return new GoldenReport(results);

        IEnumerable<GoldenResult> Decide(ReviewGroup group, int index, int count)
        {
            Show(group, index, count);
            while (true)
            {
                output.Write(Question);
                output.Flush();
                switch (input.ReadLine()?.Trim() ?? "q")
                {
                    case "a" when group.Findings.All(CanAccept):
                        return Accept(group, items);
                    case "a":
                        output.WriteLine("this is nothing to accept: put it right, then review again");
                        break;
                    case "s":
                        return group.Findings;
                    case "d":
                        output.Write(group.Findings[0].Diff);
                        break;
                    case "w":
                        Why(group);
                        break;
                    case "t":
                        OpenTool(GoldenFile.ReceivedPathOf(group.Findings[0].Path), group.Findings[0].Path);
                        break;
                    case "q":
                        isOver = true;
                        return group.Findings;
                    default:
                        output.WriteLine("a, s, d, w, t or q");
                        break;
                }
            }
        }
    }

    private static IReadOnlyList<FactChange> Changes(GoldenResult finding, GoldenSubject subject) =>
        subject.Problem is null && File.Exists(finding.Path) && finding.Diff.Length > 0
            ? FactChange.Between(GoldenText.Read(finding.Path), subject.Text)
            : [];

    private void Show(ReviewGroup group, int index, int count)
    {
        output.WriteLine(
            $"{index + 1} of {count}: {string.Join(", ", group.Findings.Select(finding => finding.Name))}"
        );
        if (group.Changes.Count == 0)
        {
            output.WriteLine($"  {group.Findings[0].Message}");
        }

        foreach (var change in group.Changes.Take(ShownFacts))
        {
            output.WriteLine($"  {change.Name}: {change.Old ?? "absent"} -> {change.New ?? "absent"}");
        }

        if (group.Changes.Count > ShownFacts)
        {
            output.WriteLine($"  and {group.Changes.Count - ShownFacts} facts more");
        }

        var released = group.Findings.Count(IsOfReleased);
        if (released > 0)
        {
            output.WriteLine(
                $"  {released} of them {(released == 1 ? "is" : "are")} released: guests rely on what was approved"
            );
        }
    }

    private void Why(ReviewGroup group)
    {
        var name = group.Findings[0].Name;
        foreach (var change in group.Changes.Take(ExplainedFacts))
        {
            output.WriteLine($"  {change.Name} of {name}:");
            var lines = Explain(name, change.Name).ToList();
            foreach (var line in lines)
            {
                output.WriteLine($"    {line}");
            }

            if (lines.Count == 0)
            {
                output.WriteLine(
                    "    no version row alone makes it so: a default or the device changed, for every version without a row"
                );
            }
        }
    }

    private List<GoldenResult> Accept(ReviewGroup group, IReadOnlyList<GoldenItem> items)
    {
        if (!Declare(group))
        {
            return [.. group.Findings];
        }

        List<GoldenResult> results = [];
        foreach (var finding in group.Findings.DistinctBy(finding => finding.Name))
        {
            var approval = new GoldenApproval(directory, intentsPath, options);
            results.AddRange(approval.Approve(items, finding.Name).Results);
        }

        foreach (var result in results)
        {
            output.WriteLine($"  {result.Message}");
        }

        return results;
    }

    /// <summary>Asks for the reason of a released golden's change; false when none was given.</summary>
    private bool Declare(ReviewGroup group)
    {
        var intents = IntentList.Load(intentsPath);
        var undeclared = group.Findings.Where(finding => IsOfReleased(finding) && intents.Find(finding.Name) is null);
        var names = undeclared.Select(finding => finding.Name).Distinct().ToList();
        if (names.Count == 0 || !options.MayWrite)
        {
            return true;
        }

        output.Write($"why may {string.Join(", ", names)} change? (one line, nothing leaves it): ");
        output.Flush();
        var reason = input.ReadLine()?.Trim() ?? "";
        if (reason.Length == 0)
        {
            return false;
        }

        names.ForEach(name => intents.Declare(name, reason));
        intents.Save();
        return true;
    }

    /// <summary>A finding about a golden's text or file, not about the machine or a line of a policy file.</summary>
    private static bool CanAccept(GoldenResult finding) =>
        finding.Outcome
            is not (
                GoldenOutcome.UnusedIntent
                or GoldenOutcome.BadPolicyLine
                or GoldenOutcome.ViewsDiffer
                or GoldenOutcome.Failed
            );

    private static bool IsOfReleased(GoldenResult finding) =>
        finding.Outcome
            is GoldenOutcome.ReleasedMismatch
                or GoldenOutcome.IntendedMismatch
                or GoldenOutcome.ReleasedFileChanged;
}
