using System.IO;
using NUnit.Framework;
using ReplayEmu.Testing;

namespace ReplayEmu.EndToEnd.Tests.Rig;

/// <summary>The real firmware that <c>scripts/guests</c> fetches. A test that needs it fails without it; it is never skipped.</summary>
internal static class GuestFiles
{
    public static string SeaBios => Find("bios-256k.bin");

    public static string DisplayRom => Find("vgabios-stdvga.bin");

    private static string Find(string name)
    {
        var path = RepositoryRoot.Combine(".cache", "guests", "seabios", name);
        Assert.That(File.Exists(path), $"{path} is missing: run scripts/guests");
        return path;
    }
}
