using System.Collections.Generic;

namespace ReplayEmu.Host.Scripts;

/// <summary>A script file as it was read.</summary>
/// <param name="Path">As the user gave it.</param>
/// <param name="Steps">In order.</param>
public sealed record Script(string Path, IReadOnlyList<ScriptStep> Steps);
