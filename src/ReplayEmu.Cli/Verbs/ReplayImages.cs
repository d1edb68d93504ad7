using System.Collections.Generic;
using System.IO;
using System.Linq;
using ReplayEmu.Cli.Options;
using ReplayEmu.Host;
using ReplayEmu.Host.Images;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Cli.Verbs;

/// <summary>
/// Finds the images of a replay that the trace does not bring: built-in guests, then folders, then where this user's
/// recordings had them. Only contents count.
/// </summary>
internal static class ReplayImages
{
    /// <param name="folders">Given by the user, searched first.</param>
    /// <param name="tracePath">Its folder is searched too.</param>
    public static ImageStore Create(IReadOnlyList<string> folders, string tracePath)
    {
        foreach (var folder in folders)
        {
            if (!Directory.Exists(folder))
            {
                throw new HostException($"cannot search '{folder}' for images: no such folder");
            }
        }

        var store = new ImageStore();
        var own = Path.GetDirectoryName(Path.GetFullPath(tracePath)) ?? ".";
        var search = new ImageSearch([.. folders, own, "."], ImageIndex.ForUser());
        store.Fallback = reference => BuiltIn(store, reference) ?? search.Find(reference) ?? Refuse(search, reference);
        return store;
    }

    private static IImage? BuiltIn(ImageStore store, ImageReference reference)
    {
        var guest = BuiltInImages
            .All.Concat(BuiltInImages.Roms)
            .FirstOrDefault(guest => guest.FileName == reference.Name);
        return guest is not null && store.AddBytes(guest.FileName, guest.Make()) == reference
            ? store.Open(reference)
            : null;
    }

    private static IImage? Refuse(ImageSearch search, ImageReference reference) =>
        search.OtherContents is { } path
            ? throw new HostException(
                $"image '{path}' is not the recorded one: the trace wants {reference.Size} bytes with SHA-256 "
                    + $"{reference.Sha256}; give the folder of the right one with --images"
            )
            : null;
}
