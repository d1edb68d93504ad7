using System;
using System.IO;
using System.Text;
using ReplayEmu.Cli.Reports;
using ReplayEmu.Host.Terminal;

namespace ReplayEmu.Cli;

/// <summary>Standard input, output and error of one invocation; tests give their own.</summary>
public sealed class Standard
{
    /// <param name="output">Console bytes of the guest and text of the verbs, in the order they are written.</param>
    /// <param name="error">Errors, progress and closing lines.</param>
    public Standard(Stream output, TextWriter error)
    {
        Output = output;
        Out = new StreamWriter(output, new UTF8Encoding(false), 4096, leaveOpen: true) { NewLine = "\n" };
        Error = error;
    }

    public Stream Output { get; }

    /// <summary>Text to <see cref="Output"/>; flush before bytes are written there directly.</summary>
    public TextWriter Out { get; }

    public TextWriter Error { get; }

    /// <summary>Opens standard input when a guest is connected to it.</summary>
    public Func<Stream> OpenInput { get; init; } = static () => Stream.Null;

    public bool InputIsTerminal { get; init; }

    public bool OutputIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

    /// <summary>Those of the process.</summary>
    public static Standard OfProcess()
    {
        var error = new StreamWriter(StandardStreams.OpenError(), new UTF8Encoding(false), 256)
        {
            AutoFlush = true,
            NewLine = "\n",
        };
        return new Standard(StandardStreams.OpenOutput(), error)
        {
            OpenInput = StandardStreams.OpenInput,
            InputIsTerminal = RawTerminal.IsTerminal,
            OutputIsTerminal = StandardStreams.IsOutputTerminal,
            ErrorIsTerminal = StandardStreams.IsErrorTerminal,
        };
    }

    /// <summary>One line on standard error.</summary>
    public void Complain(string message) => Error.WriteLine($"replayemu: {Printable.Line(message)}");
}
