namespace ReplayEmu.Cli;

internal static class Program
{
    private static int Main(string[] arguments) =>
        Application.Run(arguments, new CliContext(Standard.OfProcess(), Composition.Catalogue));
}
