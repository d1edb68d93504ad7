using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Enumeration;
using System.Linq;

namespace ReplayEmu.Architecture.Tests.Purity;

/// <summary>
/// Rules read from a text file: <c>allow|deny namespace|type|member NAME : reason</c>. A <c>*</c> in a name stands for anything. A deny wins over
/// an allow; a type counts with its nested types; a type of which only members are allowed may be named.
/// </summary>
internal sealed class FrameworkRules
{
    private readonly List<Rule> rules = [];

    public FrameworkRules(IEnumerable<string> lines)
    {
        foreach (var line in lines.Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            var colon = line.IndexOf(" : ", StringComparison.Ordinal);
            var words = (colon < 0 ? line : line[..colon]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (
                words.Length != 3
                || words[0] is not ("allow" or "deny")
                || words[1] is not ("namespace" or "type" or "member")
                || (words[0] == "deny" && colon < 0)
            )
            {
                throw new FormatException($"not a rule (a deny needs a reason): {line}");
            }

            rules.Add(new Rule(words[0] == "allow", words[1], words[2], colon < 0 ? "" : line[(colon + 3)..]));
        }
    }

    public static FrameworkRules Load(string name) =>
        new(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Purity", name)));

    /// <summary>Why something must not be used, or null when it may.</summary>
    public string? Objection(FrameworkUse use)
    {
        var matching = rules.Where(rule => rule.Matches(use)).ToList();
        if (matching.Find(rule => !rule.Allow) is { } denied)
        {
            return denied.Reason;
        }

        return matching.Count > 0 || (use.Member is null && HasAllowedMember(use.Type))
            ? null
            : "not on the allow-list";
    }

    /// <summary>Only what a deny rule names: for projects that may touch more of .NET.</summary>
    public string? Denial(FrameworkUse use) => rules.Find(rule => !rule.Allow && rule.Matches(use))?.Reason;

    private bool HasAllowedMember(string type) =>
        rules.Any(rule =>
            rule.Allow && rule.Scope == "member" && rule.Name.StartsWith(type + ".", StringComparison.Ordinal)
        );

    private sealed record Rule(bool Allow, string Scope, string Name, string Reason)
    {
        public bool Matches(FrameworkUse use)
        {
            var outer = use.Type.Split('+')[0];
            var dot = outer.LastIndexOf('.');
            return Scope switch
            {
                "namespace" => Is(dot < 0 ? "" : outer[..dot]),
                "type" => Is(use.Type) || Is(outer),
                _ => use.Member is not null && Is(use.ToString()),
            };
        }

        private bool Is(string text) =>
            Name.Contains('*', StringComparison.Ordinal)
                ? FileSystemName.MatchesSimpleExpression(Name, text, ignoreCase: false)
                : text == Name;
    }
}
