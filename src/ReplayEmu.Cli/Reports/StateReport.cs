using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace ReplayEmu.Cli.Reports;

/// <summary><c>replayemu state --json</c>: also how another build answers <c>bisect --other</c>.</summary>
internal sealed record StateReport
{
    public required ulong Icount { get; init; }

    /// <summary>Last tick of the recording.</summary>
    public required ulong End { get; init; }

    public required string Pc { get; init; }

    /// <summary>One hash of the whole state, without what was printed.</summary>
    public required string Digest { get; init; }

    public SortedDictionary<string, string>? Facts { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(StateReport))]
internal sealed partial class StateJson : JsonSerializerContext;
