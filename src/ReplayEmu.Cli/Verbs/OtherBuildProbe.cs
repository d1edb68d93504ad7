using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ReplayEmu.Cli.Reports;
using ReplayEmu.Host;
using ReplayEmu.Replay.Divergences;

namespace ReplayEmu.Cli.Verbs;

/// <summary>Another build's <c>state</c> verb, asked about the same trace.</summary>
/// <param name="program">Path of the other <c>replayemu</c>.</param>
/// <param name="trace">Path of the trace.</param>
/// <param name="images">Folders with images.</param>
internal sealed class OtherBuildProbe(string program, string trace, IReadOnlyList<string> images) : IStateProbe
{
    private ulong? end;

    public ulong End => end ??= Ask(0, withFacts: false).End;

    public ulong DigestAt(ulong icount) =>
        ulong.TryParse(
            Ask(icount, withFacts: false).Digest,
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture,
            out var digest
        )
            ? digest
            : throw Bad("it gave no digest");

    public IReadOnlyDictionary<string, string> FactsAt(ulong icount) => Ask(icount, withFacts: true).Facts ?? [];

    public ulong ProgramCounterAt(ulong icount) => Convert.ToUInt64(Ask(icount, withFacts: false).Pc, 16);

    private StateReport Ask(ulong icount, bool withFacts)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true };
        start.ArgumentList.Add("state");
        start.ArgumentList.Add(trace);
        start.ArgumentList.Add("--json");
        start.ArgumentList.Add("--at");
        start.ArgumentList.Add(icount.ToString(CultureInfo.InvariantCulture));
        if (!withFacts)
        {
            start.ArgumentList.Add("--digest");
        }

        foreach (var folder in images)
        {
            start.ArgumentList.Add("--images");
            start.ArgumentList.Add(folder);
        }

        try
        {
            using var process = Process.Start(start) ?? throw Bad("it did not start");
            var text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0
                ? JsonSerializer.Deserialize(text, StateJson.Default.StateReport) ?? throw Bad("it said nothing")
                : throw Bad($"it ended with code {process.ExitCode}");
        }
        catch (Exception failure) when (failure is Win32Exception or JsonException)
        {
            throw Bad(failure.Message);
        }
    }

    private HostException Bad(string why) => new($"the other build '{program}' does not answer: {why}");
}
