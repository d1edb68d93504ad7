using System.Collections.Generic;
using System.IO;
using System.Linq;
using ReplayEmu.Golden.Files;

namespace ReplayEmu.Golden.Review;

/// <summary>
/// Received files in a folder of their own, for a build server: it may not write beside the goldens, and people want the text that
/// it saw. Copied over <c>golden/machines</c> they are where a check at home would have put them.
/// </summary>
/// <param name="directory">Made when something is written.</param>
public sealed class ReceivedFolder(string directory)
{
    private readonly Dictionary<string, string> texts = [];

    /// <summary>Goldens whose text is kept when it is made.</summary>
    public IReadOnlyList<GoldenItem> Watch(IReadOnlyList<GoldenItem> items) =>
        [.. items.Select(item => item with { Make = () => Keep(item) })];

    /// <summary>Writes the text behind a finding that differs; findings without a text are passed over.</summary>
    public void Write(GoldenResult finding)
    {
        if (finding.IsFailure && texts.TryGetValue(finding.Name, out var text))
        {
            GoldenText.Write(Path.Combine(directory, finding.Name + GoldenFile.ReceivedSuffix), text);
        }
    }

    private GoldenSubject Keep(GoldenItem item)
    {
        var subject = item.Make();
        texts[item.Name] = subject.Text;
        return subject;
    }
}
