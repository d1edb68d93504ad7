using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ReplayEmu.Golden.Files;
using ReplayEmu.Golden.Policy;

namespace ReplayEmu.Golden;

/// <summary>Accepts what a check found: writes verified files, keeps <c>released.txt</c>, notes under which intent it was.</summary>
/// <param name="directory">Folder with the verified files and <c>released.txt</c>.</param>
/// <param name="intentsPath">The <c>intended-changes.txt</c>.</param>
/// <param name="options">Whether files may be written.</param>
public sealed class GoldenApproval(string directory, string intentsPath, GoldenOptions options)
{
    private readonly ReleasedList released = ReleasedList.Load(directory);
    private readonly IntentList intents = IntentList.Load(intentsPath);

    /// <summary>Approves the goldens that match, one after the other; those that match their file already are reported as such.</summary>
    /// <param name="items">Everything that should have a golden.</param>
    /// <param name="pattern">Names to approve.</param>
    /// <param name="accept">Sees the finding with its diff first and may decline; null accepts all.</param>
    public GoldenReport Approve(
        IReadOnlyList<GoldenItem> items,
        string pattern,
        Func<GoldenResult, bool>? accept = null
    )
    {
        var results = new List<GoldenResult>([.. released.Errors, .. intents.Errors]);
        if (results.Count > 0)
        {
            return new GoldenReport(results);
        }

        foreach (var item in items.Where(item => GoldenPattern.Matches(pattern, item.Name)))
        {
            results.Add(ApproveItem(item, accept));
        }

        foreach (var name in new GoldenSet(directory, intentsPath, options).Dangling(items, pattern))
        {
            results.Add(ApproveDeletion(name, accept));
        }

        if (results.Count == 0)
        {
            results.Add(
                new GoldenResult(pattern, GoldenOutcome.Refused, $"no golden's name matches '{pattern}'", directory)
            );
        }

        return new GoldenReport(results);
    }

    private GoldenResult ApproveItem(GoldenItem item, Func<GoldenResult, bool>? accept)
    {
        var file = new GoldenFile(directory, item.Name, options);
        var subject = item.Make();
        if (subject.Problem is { } problem)
        {
            return new GoldenResult(
                item.Name,
                problem,
                $"{item.Name}: {subject.Message}",
                file.VerifiedPath,
                0,
                subject.Diff
            );
        }

        var listed = released.Find(item.Name);
        var found = file.Compare(subject.Text);
        var intact = listed is null ? !item.Released : IsIntact(file, listed);
        if (found.Outcome == GoldenOutcome.Match && intact)
        {
            return found;
        }

        var isNew = listed is null && (found.Outcome != GoldenOutcome.Mismatch);
        var needsIntent = (item.Released || listed is not null) && !isNew;
        return Accept(found, needsIntent, accept) is { } refusal
            ? refusal
            : Write(found, file, subject.Text, item.Released || listed is not null, needsIntent);
    }

    private GoldenResult ApproveDeletion(string name, Func<GoldenResult, bool>? accept)
    {
        var file = new GoldenFile(directory, name, options);
        var listed = released.Find(name);
        var diff = UnifiedDiff.Create(
            Path.GetFileName(file.VerifiedPath),
            "/dev/null",
            GoldenText.Read(file.VerifiedPath),
            ""
        );
        var found = new GoldenResult(
            name,
            GoldenOutcome.Dangling,
            $"{name}: nothing produces it",
            file.VerifiedPath,
            0,
            diff
        );
        if (Accept(found, listed is not null, accept) is { } refusal)
        {
            return refusal;
        }

        File.Delete(file.VerifiedPath);
        File.Delete(file.ReceivedPath);
        if (listed is not null)
        {
            released.Remove(name);
            released.Save();
            Note(name, ApprovedChange.Deleted);
        }

        return found with
        {
            Outcome = GoldenOutcome.Approved,
            Message = $"{name}: deleted",
        };
    }

    /// <summary>Null when the change may be written; otherwise why not.</summary>
    private GoldenResult? Accept(GoldenResult found, bool needsIntent, Func<GoldenResult, bool>? accept)
    {
        string? refusal = null;
        if (!options.MayWrite)
        {
            refusal = "CI is set: no golden is written";
        }
        else if (needsIntent && intents.Find(found.Name) is null)
        {
            refusal =
                $"the golden of a released machine type: declare the change first, with a line '{found.Name} REASON' in "
                + IntentList.FileName;
        }
        else if (accept is not null && !accept(found))
        {
            refusal = "declined";
        }

        return refusal is null
            ? null
            : found with
            {
                Outcome = GoldenOutcome.Refused,
                Message = $"{found.Name}: {refusal}",
            };
    }

    private GoldenResult Write(GoldenResult found, GoldenFile file, string text, bool isReleased, bool underIntent)
    {
        file.Approve(text);
        if (isReleased)
        {
            released.Set(file.Name, GoldenText.Sha256(file.VerifiedPath));
            released.Save();
        }

        if (underIntent)
        {
            Note(file.Name, GoldenText.Sha256(file.VerifiedPath));
        }

        return found with
        {
            Outcome = GoldenOutcome.Approved,
            Message = $"{file.Name}: approved",
        };
    }

    private void Note(string name, string sha256)
    {
        var intent = intents.Find(name)!;
        intent.Approved.RemoveAll(approved => approved.Name == name);
        intent.Approved.Add(new ApprovedChange(name, sha256));
        intents.Save();
    }

    private static bool IsIntact(GoldenFile file, ReleasedGolden listed) =>
        File.Exists(file.VerifiedPath) && GoldenText.Sha256(file.VerifiedPath) == listed.Sha256;
}
