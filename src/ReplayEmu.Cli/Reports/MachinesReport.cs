using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace ReplayEmu.Cli.Reports;

/// <summary><c>replayemu machines --json</c></summary>
internal sealed record MachinesReport(IReadOnlyList<MachineReport> Machines, IReadOnlyList<DeviceReport> Devices);

internal sealed record MachineReport(string Name, string Description, string? Alias, bool Released);

internal sealed record DeviceReport(string Driver, string Description, IReadOnlyList<PropertyReport> Properties);

internal sealed record PropertyReport(string Name, string Default, string Description);

[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NewLine = "\n"
)]
[JsonSerializable(typeof(MachinesReport))]
internal sealed partial class MachinesJson : JsonSerializerContext;
