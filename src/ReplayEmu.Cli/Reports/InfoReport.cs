using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Serialization;
using ReplayEmu.Cli.Events;
using ReplayEmu.Machine.Time;
using ReplayEmu.Trace;
using ReplayEmu.Trace.Header;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Cli.Reports;

/// <summary><c>replayemu info --json</c></summary>
internal sealed record InfoReport
{
    public required long FileBytes { get; init; }

    public required bool Complete { get; init; }

    /// <summary>How the file ends, one sentence.</summary>
    public required string Ending { get; init; }

    public required string ToolVersion { get; init; }

    public required string Detail { get; init; }

    public required string Machine { get; init; }

    public required ulong RamBytes { get; init; }

    public required IReadOnlyList<string> Devices { get; init; }

    public required IReadOnlyList<ImageInfo> Images { get; init; }

    public required ulong DigestInterval { get; init; }

    public required ulong LastIcount { get; init; }

    public required string GuestSeconds { get; init; }

    /// <summary>Why the recording ended, or null in a trace that was cut off.</summary>
    public string? Reason { get; init; }

    public int? ExitCode { get; init; }

    /// <summary>Hash over the whole state at the end, hexadecimal.</summary>
    public string? Digest { get; init; }

    /// <summary>Records by kind.</summary>
    public required IReadOnlyDictionary<string, ulong> Records { get; init; }

    /// <summary>Reads the whole trace.</summary>
    /// <exception cref="TraceFormatException">Damage.</exception>
    public static InfoReport Of(TraceReader reader)
    {
        var header = reader.Header;
        var counts = new SortedDictionary<string, ulong>(System.StringComparer.Ordinal);
        var chunk = new TraceChunk();
        EndValue? end = null;
        while (reader.TryReadChunk(chunk))
        {
            Count(chunk, counts);
            end = chunk.HasEnd ? FindEnd(chunk) : null;
        }

        var ratio = new TickRatio(header.Config.TickNumerator, header.Config.TickDenominator);
        return new InfoReport
        {
            FileBytes = reader.FileBytes,
            Complete = reader.Ending!.IsComplete,
            Ending = reader.Ending.Text,
            ToolVersion = header.ToolVersion,
            Detail = header.Detail.ToString().ToLowerInvariant(),
            Machine = header.Config.Machine,
            RamBytes = header.Config.RamBytes,
            Devices =
            [
                .. header.Config.Devices.Select(device =>
                    string.Join(',', [device.Driver, .. device.Properties.Select(item => $"{item.Name}={item.Value}")])
                ),
            ],
            Images = ImagesOf(header),
            DigestInterval = header.DigestInterval,
            LastIcount = reader.LastIcount,
            GuestSeconds = RunSummary.Seconds(ratio.ToNanoseconds(reader.LastIcount)),
            Reason = end?.Reason.ToString(),
            ExitCode = end?.ExitCode,
            Digest = end?.Digest.Total.ToString("x16", CultureInfo.InvariantCulture),
            Records = counts,
        };
    }

    private static List<ImageInfo> ImagesOf(TraceHeader header)
    {
        var images = MachineImages.Of(header.Config);
        return
        [
            .. images.Select(
                (image, index) =>
                    new ImageInfo(image.Name, image.Size, image.Sha256, header.EmbeddedImages.Contains(index))
            ),
        ];
    }

    private static void Count(TraceChunk chunk, SortedDictionary<string, ulong> counts)
    {
        for (var kind = 0; kind < chunk.Counts.Length; kind++)
        {
            if (
                chunk.Counts[kind] > 0
                && (RecordKind)kind is not (RecordKind.CheckpointPart or RecordKind.CheckpointEnd)
            )
            {
                var name = EventNames.Of((RecordKind)kind);
                counts[name] = counts.GetValueOrDefault(name) + chunk.Counts[kind];
            }
        }
    }

    private static EndValue? FindEnd(TraceChunk chunk)
    {
        var cursor = new RecordCursor();
        cursor.Start(chunk);
        while (cursor.TryRead(out var record))
        {
            if (record.Kind == RecordKind.End)
            {
                return EndValue.FromBytes(record.Payload.Span);
            }
        }

        return null;
    }
}

/// <summary>An image of the recorded machine.</summary>
internal sealed record ImageInfo(string Name, long Bytes, string Sha256, bool Embedded);

[JsonSourceGenerationOptions(
    WriteIndented = true,
    NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(InfoReport))]
internal sealed partial class InfoJson : JsonSerializerContext;
