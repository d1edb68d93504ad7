using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Serialization;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Cli.Reports;

/// <summary><c>replayemu machines --json</c></summary>
internal sealed record MachinesReport(IReadOnlyList<MachineReport> Machines, IReadOnlyList<DeviceReport> Devices)
{
    public static MachinesReport Of(IEnumerable<MachineTypeInfo> types, IEnumerable<DeviceTypeInfo> devices) =>
        new(
            [.. types.Select(type => new MachineReport(type.Name, type.Description, type.Alias, type.Released))],
            [.. devices.Select(device => new DeviceReport(device.Driver, device.Description, PropertiesOf(device)))]
        );

    private static IReadOnlyList<PropertyReport> PropertiesOf(DeviceTypeInfo device) =>
        [.. device.Properties.Select(item => new PropertyReport(item.Name, item.DefaultText, item.Description))];
}

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
