using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Gate;

namespace ReplayEmu.Golden.Snapshots;

/// <summary>Makes the guest-visible state of machines as text: the model's facts, and what the probe guest reads, which must agree.</summary>
/// <param name="catalogue">The machine types.</param>
/// <param name="probeRom">The probe guest.</param>
/// <param name="images">Other images that machines need, such as option ROMs; null for none.</param>
public sealed class MachineSnapshot(
    IMachineCatalogue catalogue,
    ReadOnlyMemory<byte> probeRom,
    IImageSource? images = null
)
{
    /// <summary>The probe needs less than a tenth of it, in ticks.</summary>
    private const ulong Limit = 100_000_000;

    private readonly ImageReference probe = new(
        "probe",
        probeRom.Length,
        Convert.ToHexStringLower(SHA256.HashData(probeRom.Span))
    );

    private IEnumerable<MachineTypeInfo> Probed => catalogue.Types.Where(type => type.HasProbe);

    /// <summary>One golden for each machine type and device set, named <c>TYPE.SET</c>.</summary>
    public IReadOnlyList<GoldenItem> Items(IReadOnlyList<DeviceSet> sets) =>
        [
            .. Probed.SelectMany(type =>
                sets.Select(set => new GoldenItem(
                    $"{type.Name}.{set.Name}",
                    type.Released,
                    () => Take(set.Configure(type.Name, probe))
                ))
            ),
        ];

    /// <summary>The machine behind a golden of <see cref="Items"/>, or null when the name is none of theirs.</summary>
    public MachineConfig? ConfigOf(string name, IReadOnlyList<DeviceSet> sets) =>
        (
            from type in Probed
            from set in sets
            where name == $"{type.Name}.{set.Name}"
            select catalogue.Resolve(set.Configure(type.Name, probe))
        ).FirstOrDefault();

    /// <summary>The snapshot of one machine; the configuration's firmware is replaced by the probe.</summary>
    public GoldenSubject Take(MachineConfig config)
    {
        try
        {
            return TakeResolved(catalogue.Resolve(config with { Bios = probe, DebugConsole = true }));
        }
        catch (ConfigurationException problem)
        {
            return new GoldenSubject("", GoldenOutcome.Failed, problem.Message);
        }
    }

    /// <summary>What the model of one machine states, without running a guest; the firmware is replaced by the probe.</summary>
    /// <exception cref="ConfigurationException">There is no such machine.</exception>
    public NamedFacts Facts(MachineConfig config)
    {
        var resolved = catalogue.Resolve(config with { Bios = probe });
        var source = new ProbeImages(probe, probeRom, images);
        using var machine = catalogue.Build(resolved, source, new NoInputs(), new ProbeOutputs());
        return NamedFacts.Of(machine);
    }

    private GoldenSubject TakeResolved(MachineConfig config)
    {
        var outputs = new ProbeOutputs();
        using var machine = catalogue.Build(config, new ProbeImages(probe, probeRom, images), new NoInputs(), outputs);
        var model = ModelFacts.Create(machine);
        var stop = machine.Run(Limit);
        if (stop != StopReason.GuestExit)
        {
            var detail = machine.UnimplementedDetail is { } missing ? $": {missing}" : "";
            return new GoldenSubject(model, GoldenOutcome.Failed, $"the probe guest ended with {stop}{detail}");
        }

        if (ProbeReading.Parse(outputs.Text, out var error) is not { } reading)
        {
            return new GoldenSubject(model, GoldenOutcome.Failed, error);
        }

        var text = Compose(config, model, reading);
        // The probe moves nothing: memory is still where it was at power-on.
        var diff = ViewComparison.Compare(model, reading, machine.Memory);
        return diff.Length == 0
            ? new GoldenSubject(text)
            : new GoldenSubject(
                text,
                GoldenOutcome.ViewsDiffer,
                "what the probe guest read is not what the model states",
                diff
            );
    }

    private static string Compose(MachineConfig config, string model, ProbeReading reading)
    {
        var text = new StringBuilder();
        text.Append("[machine]\n").Append(config.Machine).Append('\n');
        text.Append(FormattableString.Invariant($"ram 0x{config.RamBytes:x}\n"));
        text.Append("cpu ").Append(config.Cpu ?? "default").Append('\n');
        foreach (var device in config.Devices)
        {
            text.Append("device ").Append(device.Driver);
            foreach (var property in device.Properties)
            {
                text.Append(',').Append(property.Name).Append('=').Append(property.Value);
            }

            text.Append('\n');
        }

        text.Append(model).Append("[probe]\n");
        foreach (var line in reading.Text.Split('\n'))
        {
            text.Append(line).Append('\n');
        }

        return text.ToString();
    }
}
