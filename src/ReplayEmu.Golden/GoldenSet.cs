using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ReplayEmu.Golden.Files;
using ReplayEmu.Golden.Policy;

namespace ReplayEmu.Golden;

/// <summary>A folder of goldens under the rules of releases: what is released changes only after its change was declared.</summary>
/// <param name="directory">Folder with the verified files and <c>released.txt</c>.</param>
/// <param name="intentsPath">The <c>intended-changes.txt</c>.</param>
/// <param name="options">Whether files may be written.</param>
public sealed class GoldenSet(string directory, string intentsPath, GoldenOptions options)
{
    /// <summary>Compares everything and looks for goldens and policy lines that belong to nothing.</summary>
    /// <param name="items">Everything that should have a golden, also when only a part is looked at.</param>
    /// <param name="pattern">Names to look at.</param>
    /// <param name="found">Called with each finding as it is made.</param>
    public GoldenReport Check(IReadOnlyList<GoldenItem> items, string pattern = "*", Action<GoldenResult>? found = null)
    {
        var released = ReleasedList.Load(directory);
        var intents = IntentList.Load(intentsPath);
        var results = new List<GoldenResult>();
        void Add(GoldenResult result)
        {
            results.Add(result);
            found?.Invoke(result);
        }

        foreach (var error in released.Errors.Concat(intents.Errors))
        {
            Add(error);
        }

        foreach (var item in items.Where(item => GoldenPattern.Matches(pattern, item.Name)))
        {
            foreach (var result in CheckItem(item, released, intents))
            {
                Add(result);
            }
        }

        foreach (var result in Leftovers(items, pattern, released, intents))
        {
            Add(result);
        }

        return new GoldenReport(results);
    }

    /// <summary>The verified files' names that no item produces, in ordinal order.</summary>
    internal IReadOnlyList<string> Dangling(IReadOnlyList<GoldenItem> items, string pattern)
    {
        if (!Directory.Exists(directory))
        {
            return [];
        }

        var known = items.Select(item => item.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Directory
                .EnumerateFiles(directory, "*" + GoldenFile.VerifiedSuffix)
                .Select(path => Path.GetFileName(path)[..^GoldenFile.VerifiedSuffix.Length])
                .Where(name => !known.Contains(name) && GoldenPattern.Matches(pattern, name))
                .Order(StringComparer.Ordinal),
        ];
    }

    private IEnumerable<GoldenResult> CheckItem(GoldenItem item, ReleasedList released, IntentList intents)
    {
        var file = new GoldenFile(directory, item.Name, options);
        var listed = released.Find(item.Name);
        var intact = true;
        if (listed is not null && ReleasedFileChange(file, listed) is { } change)
        {
            intact = false;
            yield return change;
        }

        var subject = item.Make();
        if (subject.Problem is { } problem)
        {
            yield return new GoldenResult(
                item.Name,
                problem,
                $"{item.Name}: {subject.Message}",
                file.VerifiedPath,
                0,
                subject.Diff
            );
            yield break;
        }

        var result = file.Compare(subject.Text);
        if (result.Outcome == GoldenOutcome.Match)
        {
            if (intact)
            {
                yield return item.Released && listed is null ? Unlisted(item, file) : result;
            }
        }
        else if (result.Outcome == GoldenOutcome.Mismatch && (item.Released || listed is not null))
        {
            yield return ReleasedMismatch(result, intents.Find(item.Name));
        }
        else if (intact)
        {
            yield return result with
            {
                Message = result.Message + $" or run: replayemu approve '{item.Name}'",
            };
        }
    }

    private IEnumerable<GoldenResult> Leftovers(
        IReadOnlyList<GoldenItem> items,
        string pattern,
        ReleasedList released,
        IntentList intents
    )
    {
        foreach (var name in Dangling(items, pattern))
        {
            var file = new GoldenFile(directory, name, options);
            yield return new GoldenResult(
                name,
                GoldenOutcome.Dangling,
                $"{name}: nothing produces this golden any more; delete it with: replayemu approve '{name}'",
                file.VerifiedPath
            );
        }

        var known = items.Select(item => item.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var golden in released.Goldens.Where(golden => !known.Contains(golden.Name)))
        {
            if (
                GoldenPattern.Matches(pattern, golden.Name)
                && ReleasedFileChange(new GoldenFile(directory, golden.Name, options), golden) is { } change
            )
            {
                yield return change;
            }
        }

        foreach (var intent in pattern == "*" ? intents.Changes : [])
        {
            if (!intent.CoversMismatch && !intent.Approved.Any(IsInForce))
            {
                yield return new GoldenResult(
                    intent.Pattern,
                    GoldenOutcome.UnusedIntent,
                    $"{IntentList.FileName}:{intent.Line}: '{intent.Pattern}' covers no changed golden; remove the line",
                    intents.FilePath,
                    intent.Line
                );
            }
        }
    }

    /// <summary>The approved file is still there as it was approved.</summary>
    private bool IsInForce(ApprovedChange approved)
    {
        var path = Path.Combine(directory, approved.Name + GoldenFile.VerifiedSuffix);
        return File.Exists(path)
            ? GoldenText.Sha256(path) == approved.Sha256
            : approved.Sha256 == ApprovedChange.Deleted;
    }

    private static GoldenResult? ReleasedFileChange(GoldenFile file, ReleasedGolden listed)
    {
        var present = File.Exists(file.VerifiedPath);
        if (present && GoldenText.Sha256(file.VerifiedPath) == listed.Sha256)
        {
            return null;
        }

        var what = present ? "was edited: its hash is not the one in released.txt" : "is gone";
        return new GoldenResult(
            file.Name,
            GoldenOutcome.ReleasedFileChanged,
            $"{file.Name}: the golden of a released machine type {what}; restore it, or declare the change and approve it",
            file.VerifiedPath
        );
    }

    private static GoldenResult Unlisted(GoldenItem item, GoldenFile file) =>
        new(
            item.Name,
            GoldenOutcome.ReleasedUnlisted,
            $"{item.Name}: released, but not in {ReleasedList.FileName}; add it with: replayemu approve '{item.Name}'",
            file.VerifiedPath
        );

    private static GoldenResult ReleasedMismatch(GoldenResult mismatch, IntendedChange? intent)
    {
        if (intent is null)
        {
            return mismatch with
            {
                Outcome = GoldenOutcome.ReleasedMismatch,
                Message =
                    $"{mismatch.Name}: a released machine type changed for the guest; undo the change, or declare it in "
                    + $"{IntentList.FileName} and run: replayemu approve '{mismatch.Name}'",
            };
        }

        intent.CoversMismatch = true;
        return mismatch with
        {
            Outcome = GoldenOutcome.IntendedMismatch,
            Message =
                $"{mismatch.Name}: changed as intended ({intent.Reason}); accept it with: "
                + $"replayemu approve '{mismatch.Name}'",
        };
    }
}
