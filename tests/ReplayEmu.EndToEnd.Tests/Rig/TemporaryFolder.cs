using System;
using System.IO;

namespace ReplayEmu.EndToEnd.Tests.Rig;

/// <summary>A folder of its own for a test, gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("replayemu-test-");

    public string Path => folder.FullName;

    public string Combine(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, params byte[] bytes)
    {
        File.WriteAllBytes(Combine(name), bytes);
        return Combine(name);
    }

    public void Dispose() => folder.Delete(recursive: true);
}
