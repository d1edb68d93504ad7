using System.IO;
using System.Text;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Cli.Tests;

/// <summary>One run of the command line in this process, with its streams captured.</summary>
internal sealed record Invocation(ExitCode Code, string Output, string Error)
{
    public static Invocation Of(params string[] arguments) => With(new ToyCatalogue(), arguments);

    public static Invocation With(IMachineCatalogue catalogue, params string[] arguments)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter { NewLine = "\n" };
        var code = (ExitCode)Application.Run(arguments, new CliContext(new Standard(output, error), catalogue));
        return new Invocation(code, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }
}
