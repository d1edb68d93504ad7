using System;
using System.IO;
using System.Linq;
using System.Text;
using ReplayEmu.Cli;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machines;

namespace ReplayEmu.EndToEnd.Tests.Rig;

/// <summary>One run of the command line with the real machines, in this process, with its streams captured.</summary>
/// <param name="Code">Exit code.</param>
/// <param name="Output">Standard output, byte for byte.</param>
/// <param name="Error">Standard error.</param>
internal sealed record Replayemu(ExitCode Code, byte[] Output, string Error)
{
    /// <summary>Standard output as text, lines ended by LF.</summary>
    public string Text => Encoding.Latin1.GetString(Output).Replace("\r\n", "\n", System.StringComparison.Ordinal);

    public static Replayemu Run(params string[] arguments) => With(new MachineCatalogue(), "", arguments);

    /// <summary>Runs with a pipe as standard input.</summary>
    public static Replayemu Typing(string typed, params string[] arguments) =>
        With(new MachineCatalogue(), typed, arguments);

    /// <summary>Runs with other machines. What was recorded goes through <see cref="HotSpots"/>.</summary>
    public static Replayemu With(IMachineCatalogue catalogue, string typed, params string[] arguments)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter { NewLine = "\n" };
        var standard = new Standard(output, error)
        {
            OpenInput = () => new MemoryStream(Encoding.Latin1.GetBytes(typed)),
        };
        var code = (ExitCode)Application.Run(arguments, new CliContext(standard, catalogue));
        var run = new Replayemu(code, output.ToArray(), error.ToString());
        if (arguments.FirstOrDefault() == "record" && code is (ExitCode.Ok or ExitCode.GuestFailed))
        {
            HotSpots.Inject(catalogue, arguments[Array.IndexOf(arguments, "-o") + 1]);
        }

        return run;
    }
}
