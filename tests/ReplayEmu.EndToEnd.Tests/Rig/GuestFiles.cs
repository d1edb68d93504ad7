using System.IO;
using NUnit.Framework;
using ReplayEmu.Testing;

namespace ReplayEmu.EndToEnd.Tests.Rig;

/// <summary>The real firmware and guests that <c>scripts/guests</c> fetches. A test that needs it fails without it; it is never skipped.</summary>
internal static class GuestFiles
{
    public static string SeaBios => Find("bios-256k.bin");

    public static string DisplayRom => Find("vgabios-stdvga.bin");

    /// <summary>The folder of SeaBIOS, where replays look for it.</summary>
    public static string FirmwareFolder => Path.GetDirectoryName(SeaBios)!;

    private static string Find(string name) => Find("seabios", name);

    /// <summary>A file of a guest set.</summary>
    public static string Find(string set, string name)
    {
        var path = RepositoryRoot.Combine(".cache", "guests", set, name);
        Assert.That(File.Exists(path), $"{path} is missing: run scripts/guests");
        return path;
    }
}
