using System.CommandLine;
using System.IO;
using ReplayEmu.Host.Files;
using ReplayEmu.Trace;

namespace ReplayEmu.Cli.Verbs;

/// <summary>The trace that a verb reads.</summary>
internal static class TraceArgument
{
    private const int BufferBytes = 1 << 16;

    public static Argument<string> Create() => new("trace") { HelpName = "TRACE", Description = "a .rtrace file" };

    /// <exception cref="Host.HostException">Missing, a directory, or unreadable.</exception>
    /// <exception cref="TraceFormatException">Not a trace.</exception>
    public static TraceReader Open(string path) => new(OpenStream(path));

    /// <exception cref="Host.HostException">Missing, a directory, a pipe, or unreadable.</exception>
    public static Stream OpenStream(string path)
    {
        var file = InputFile.Open(path, "trace", BufferBytes);
        if (!file.CanSeek)
        {
            file.Dispose();
            throw new Host.HostException($"cannot read trace '{path}': it is not a regular file; copy it to one");
        }

        return file;
    }
}
