using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ReplayEmu.Host.Images;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Cli.Options;

/// <summary>The argument of <c>-drive</c>. The image is never written: what the guest writes lasts as long as the machine, or goes into an overlay.</summary>
public static class DriveArgument
{
    private static readonly string[] known =
    [
        "file",
        "if",
        "index",
        "bus",
        "unit",
        "format",
        "overlay",
        "media",
        "readonly",
        "id",
        "snapshot",
    ];

    /// <param name="text">As given.</param>
    /// <param name="before">Drives given before, for the next free index.</param>
    /// <param name="images">Opens and hashes the file.</param>
    /// <exception cref="ConfigurationException">Unknown item or value.</exception>
    public static DriveConfig Parse(string text, IReadOnlyList<DriveConfig> before, ImageStore images)
    {
        var items = new SortedDictionary<string, string>(System.StringComparer.Ordinal);
        foreach (var item in CommaList.Parse("-drive", text))
        {
            if (!known.Contains(item.Name))
            {
                throw new ConfigurationException(
                    $"-drive has no '{item.Name}'{NearestName.Hint(item.Name, known)} (known: {string.Join(", ", known)})"
                );
            }

            items[item.Name] = item.Value;
        }

        Check(items, "snapshot", "on", "on", "off");
        var kind = Check(items, "if", "ide", "ide", "virtio", "none");
        var media = Check(items, "media", "disk", "disk", "cdrom");
        var readOnly = Check(items, "readonly", media == "cdrom" ? "on" : "off", "on", "off") == "on";
        var index = kind == "ide" ? IndexOf(items, before) : before.Count(drive => drive.Interface == kind);
        var path = items.GetValueOrDefault("file");
        if (path is null && media == "disk")
        {
            throw new ConfigurationException($"-drive '{text}': no file=; give the path of an image");
        }

        var id = items.GetValueOrDefault("id") ?? DefaultId(kind, index, media, before.Count);
        var reference = path is null ? null : Image(items, path, id, readOnly, images);
        return new DriveConfig(id, kind, index, media, readOnly, reference, []);
    }

    /// <summary><c>-hda FILE</c> and its like.</summary>
    public static DriveConfig OfDisk(string path, int index, string media, ImageStore images) =>
        new(
            DefaultId("ide", index, media, 0),
            "ide",
            index,
            media,
            media == "cdrom",
            images.AddDisk(path, "disk image", null),
            []
        );

    private static ImageReference Image(
        SortedDictionary<string, string> items,
        string path,
        string id,
        bool readOnly,
        ImageStore images
    )
    {
        DiskFormat? format = items.ContainsKey("format")
            ? Check(items, "format", "raw", "raw", "qcow2") == "raw"
                ? DiskFormat.Raw
                : DiskFormat.Qcow2
            : null;
        if (items.GetValueOrDefault("overlay") is not { } overlay)
        {
            return images.AddDisk(path, "disk image", format);
        }

        return readOnly
            ? throw new ConfigurationException($"-drive overlay={overlay}: a drive that is read only has no overlay")
            : images.AddOverlay(overlay, path, format, id);
    }

    private static string Check(
        SortedDictionary<string, string> items,
        string name,
        string other,
        params string[] values
    )
    {
        var value = items.GetValueOrDefault(name) ?? other;
        return values.Contains(value)
            ? value
            : throw new ConfigurationException(
                $"-drive {name}={value} is not available; known: {string.Join(", ", values)}"
            );
    }

    private static int IndexOf(SortedDictionary<string, string> items, IReadOnlyList<DriveConfig> before)
    {
        if (items.TryGetValue("index", out var index))
        {
            return Small("index", index, 5);
        }

        if (items.ContainsKey("bus") || items.ContainsKey("unit"))
        {
            var bus = Small("bus", items.GetValueOrDefault("bus") ?? "0", 1);
            return (2 * bus) + Small("unit", items.GetValueOrDefault("unit") ?? "0", 1);
        }

        var free = 0;
        while (before.Any(drive => drive.Interface == "ide" && drive.Index == free))
        {
            free++;
        }

        return free;
    }

    private static int Small(string name, string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= most
            ? value
            : throw new ConfigurationException($"-drive {name}={text}: not a number from 0 to {most}");

    /// <summary>QEMU's names: <c>ide0-hd1</c>, <c>ide1-cd0</c>, <c>virtio0</c>, <c>none0</c>.</summary>
    private static string DefaultId(string kind, int index, string media, int position) =>
        kind != "ide"
            ? $"{kind}{(kind == "none" ? position : index)}"
            : $"ide{index / 2}-{(media == "cdrom" ? "cd" : "hd")}{index % 2}";
}
