using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ReplayEmu.Host.Images;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Cli.Options;

/// <summary>The argument of <c>-netdev</c>. Files that the guest can download are images: a replay needs the same ones.</summary>
public static class NetdevArgument
{
    private const int MostFiles = 4096;
    private static readonly string[] known = ["type", "id", "tftp", "bootfile", "hostname", "listen", "connect"];

    /// <param name="text">As given.</param>
    /// <param name="before">Those given before.</param>
    /// <param name="images">Opens and hashes the files.</param>
    /// <exception cref="ConfigurationException">Unknown item, no id, or one that is taken.</exception>
    public static NetdevConfig Parse(string text, IReadOnlyList<NetdevConfig> before, ImageStore images)
    {
        var items = CommaList.Parse("-netdev", text, first: "type");
        if (items.FirstOrDefault(item => !known.Contains(item.Name)) is { } wrong)
        {
            throw new ConfigurationException(
                $"-netdev has no '{wrong.Name}'{NearestName.Hint(wrong.Name, known)} (known: {string.Join(", ", known)})"
            );
        }

        string? Value(string name) => items.LastOrDefault(item => item.Name == name)?.Value;
        var id = Value("id");
        if (string.IsNullOrEmpty(id) || before.Any(netdev => netdev.Id == id))
        {
            throw new ConfigurationException($"-netdev '{text}': give an id= that no other -netdev has");
        }

        return new NetdevConfig(
            id,
            Value("type")!,
            [.. items.Where(item => item.Name is "bootfile" or "hostname")],
            Value("tftp") is { } folder ? Files(folder, images) : []
        );
    }

    /// <summary>The host's end of a <c>-netdev socket</c>; null for other backends.</summary>
    /// <exception cref="ConfigurationException">Not exactly one address, or one that is not this host.</exception>
    public static SocketEnd? ParseSocket(string text)
    {
        var items = CommaList.Parse("-netdev", text, first: "type");
        string? Value(string name) => items.LastOrDefault(item => item.Name == name)?.Value;
        var listen = Value("listen");
        var connect = Value("connect");
        if (Value("type") != "socket")
        {
            return listen is null && connect is null
                ? null
                : throw new ConfigurationException($"-netdev '{text}': listen= and connect= belong to -netdev socket");
        }

        if (listen is null == connect is null)
        {
            throw new ConfigurationException($"-netdev '{text}': give listen=127.0.0.1:PORT or connect=127.0.0.1:PORT");
        }

        var endpoint = TcpAddress.Parse("-netdev", listen ?? connect!);
        return System.Net.IPAddress.IsLoopback(endpoint.Address)
            ? new SocketEnd(Value("id") ?? "", endpoint, listen is not null)
            : throw new ConfigurationException(
                $"-netdev '{text}': only addresses of this host (127.0.0.1) are available"
            );
    }

    /// <summary>All files below a folder, in the order of their names.</summary>
    private static List<NetworkFile> Files(string folder, ImageStore images)
    {
        if (!Directory.Exists(folder))
        {
            throw new ConfigurationException($"-netdev tftp={folder}: there is no such folder");
        }

        var paths = Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Take(MostFiles + 1)
            .Order(StringComparer.Ordinal)
            .ToList();
        return paths.Count <= MostFiles
            ?
            [
                .. paths.Select(path => new NetworkFile(
                    Path.GetRelativePath(folder, path).Replace('\\', '/'),
                    images.AddDisk(path, "file for download")
                )),
            ]
            : throw new ConfigurationException($"-netdev tftp={folder}: more than {MostFiles} files");
    }
}

/// <summary>The host's end of a <c>-netdev socket</c>.</summary>
/// <param name="Id">Of the backend.</param>
/// <param name="Endpoint">Where to, or where at.</param>
/// <param name="IsServer">The other machine comes here.</param>
public sealed record SocketEnd(string Id, System.Net.IPEndPoint Endpoint, bool IsServer);
