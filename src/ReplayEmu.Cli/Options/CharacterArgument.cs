using System.Linq;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Cli.Options;

/// <summary>The argument of <c>-chardev</c>.</summary>
public static class CharacterArgument
{
    private static readonly string[] known = ["backend", "id", "path"];

    /// <exception cref="ConfigurationException">No id, or an unknown backend.</exception>
    public static (string Id, Backend Backend) Parse(string text)
    {
        var items = CommaList.Parse("-chardev", text, first: "backend");
        if (items.FirstOrDefault(item => !known.Contains(item.Name)) is { } wrong)
        {
            throw new ConfigurationException(
                $"-chardev has no '{wrong.Name}'{NearestName.Hint(wrong.Name, known)} (known: {string.Join(", ", known)})"
            );
        }

        string? Value(string name) => items.LastOrDefault(item => item.Name == name)?.Value;
        var id = Value("id");
        if (string.IsNullOrEmpty(id))
        {
            throw new ConfigurationException($"-chardev '{text}': no id=; write for example -chardev stdio,id=c0");
        }

        var backend = Value("backend") ?? "";
        return (id, Backend.Parse("-chardev", Value("path") is { } path ? $"{backend}:{path}" : backend));
    }
}
