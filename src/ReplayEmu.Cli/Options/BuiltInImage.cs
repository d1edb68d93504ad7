using System;

namespace ReplayEmu.Cli.Options;

/// <summary>One built-in guest.</summary>
/// <param name="Name">For <c>-bios builtin:NAME</c>.</param>
/// <param name="Description">One line.</param>
/// <param name="Make">Assembles it.</param>
public sealed record BuiltInImage(string Name, string Description, Func<byte[]> Make)
{
    /// <summary>Name of the image in traces and of the file that <c>guests --write</c> makes.</summary>
    public string FileName => Name + ".bin";
}
