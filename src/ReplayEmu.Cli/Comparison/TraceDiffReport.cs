using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace ReplayEmu.Cli.Comparison;

/// <summary><c>replayemu diff TRACE OTHER --json</c></summary>
internal sealed record TraceDiffReport
{
    public required TraceSide First { get; init; }

    public required TraceSide Second { get; init; }

    /// <summary>What differs in the machines' descriptions, a line each: <c>machine: pc-1.0 -> pc-1.1</c>.</summary>
    public required IReadOnlyList<string> Machine { get; init; }

    /// <summary>Null when the guest did and saw the same in both.</summary>
    public GuestDifference? Difference { get; init; }

    /// <summary>Devices with which the guest did something else, from the first difference on.</summary>
    public required IReadOnlyList<DeviceDifference> Devices { get; init; }

    /// <summary>What the guest printed otherwise.</summary>
    public required IReadOnlyList<ConsoleDifference> Consoles { get; init; }
}

/// <summary>One recording.</summary>
internal sealed record TraceSide(string File, string Machine, string ToolVersion, ulong LastIcount, string End);

/// <summary>The first difference that the guest could see.</summary>
/// <param name="Device">Device, PCI function, interrupt line or input.</param>
/// <param name="SameBefore">Interactions of that device that were the same before it.</param>
internal sealed record GuestDifference(string Device, int SameBefore, GuestView? First, GuestView? Second);

/// <summary>What the guest saw or did in one recording.</summary>
/// <param name="Icount">Tick.</param>
/// <param name="Access">For example <c>config-read 00:10.0+0x08 4 bytes = 0x05000000</c>.</param>
/// <param name="Meaning">What the value says, as far as that is known; else empty.</param>
/// <param name="Pc">Linear address of the instruction, with its symbol.</param>
/// <param name="Instruction">As text; empty where the recording could not be run again.</param>
/// <param name="Callers">Return addresses, the nearest first.</param>
/// <param name="Note">Why there is no instruction; else empty.</param>
internal sealed record GuestView(
    ulong Icount,
    string Access,
    string Meaning,
    string Pc,
    string Instruction,
    IReadOnlyList<string> Callers,
    string Note
);

/// <summary>How much the guest did with a device in each recording. Repeated polls count once.</summary>
internal sealed record DeviceDifference(string Device, int Same, int First, int Second);

/// <summary>Console lines that differ.</summary>
/// <param name="Port">Output port.</param>
/// <param name="Diff">In the unified format.</param>
internal sealed record ConsoleDifference(string Port, string Diff);

[JsonSourceGenerationOptions(
    WriteIndented = true,
    NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(TraceDiffReport))]
internal sealed partial class TraceDiffJson : JsonSerializerContext;
