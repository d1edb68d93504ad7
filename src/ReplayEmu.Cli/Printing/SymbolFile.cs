using System.CommandLine;
using ReplayEmu.Host.Files;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Cli.Printing;

/// <summary>The option <c>--symbols</c>.</summary>
/// <param name="description">What the names are for.</param>
internal sealed class SymbolFile(string description)
{
    private const int BufferBytes = 1 << 16;

    public Option<string> Option { get; } = new("--symbols") { HelpName = "FILE", Description = description };

    /// <summary>No names when the option is not given.</summary>
    /// <exception cref="ConfigurationException">Neither an ELF file with symbols nor a System.map.</exception>
    public SymbolTable Read(ParseResult parsed)
    {
        if (parsed.GetValue(Option) is not { } path)
        {
            return SymbolTable.Empty;
        }

        using var file = InputFile.Open(path, "symbols", BufferBytes);
        return SymbolTable.Read(path, file);
    }
}
