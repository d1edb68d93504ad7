using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machines;

namespace ReplayEmu.Cli;

/// <summary>The parts that this program is put together from.</summary>
internal static class Composition
{
    public static IMachineCatalogue Catalogue { get; } = new MachineCatalogue();
}
