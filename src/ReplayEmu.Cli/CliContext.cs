using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Cli;

/// <summary>What every verb works with.</summary>
/// <param name="Standard">Standard streams.</param>
/// <param name="Catalogue">The machines.</param>
public sealed record CliContext(Standard Standard, IMachineCatalogue Catalogue);
