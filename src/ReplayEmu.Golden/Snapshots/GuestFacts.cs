using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Golden.Snapshots;

/// <summary>What the guest read, in the words of the model's facts, so that the two can be compared line by line.</summary>
internal static class GuestFacts
{
    private const int ProbedBytes = 128;

    /// <param name="reading">What the probe printed.</param>
    /// <param name="model">The model's facts: which leaves, registers and sizes it states.</param>
    public static string Create(ProbeReading reading, string model)
    {
        var facts = new FactWriter();
        GuestPciFacts.Write(facts, reading);
        WriteCpuid(facts, reading);
        WriteCmos(facts, reading);
        WriteFwCfg(facts, reading, FactText.Lines(model, "fw_cfg"));
        return facts.ToText();
    }

    private static void WriteCpuid(FactWriter facts, ProbeReading reading)
    {
        foreach (var leaf in reading.Leaves)
        {
            facts.Add(
                "cpuid",
                FormattableString.Invariant(
                    $"{leaf.Leaf:x8}.{leaf.Subleaf:x} eax={leaf.Eax:x8} ebx={leaf.Ebx:x8} ecx={leaf.Ecx:x8} edx={leaf.Edx:x8}"
                )
            );
        }
    }

    /// <summary>From register A on, but for the century, which is time; zeros are not stated.</summary>
    private static void WriteCmos(FactWriter facts, ProbeReading reading)
    {
        for (var register = 0x0A; register < reading.Cmos.Length; register++)
        {
            if (reading.Cmos[register] != 0 && register is not (0x32 or 0x37))
            {
                facts.Add("cmos", FormattableString.Invariant($"0x{register:x2} 0x{reading.Cmos[register]:x2}"));
            }
        }
    }

    /// <summary>A guest cannot see the size of a key, only of a file: sizes of keys are taken from the model.</summary>
    private static void WriteFwCfg(FactWriter facts, ProbeReading reading, IReadOnlyList<string> model)
    {
        var stated = new HashSet<int>();
        foreach (var file in reading.Files)
        {
            stated.Add(file.Key);
            Write(
                facts,
                reading,
                file.Key,
                FormattableString.Invariant($"key 0x{file.Key:x4} file {file.Name}"),
                file.Size
            );
        }

        foreach (var line in model)
        {
            var parts = line.Split(' ');
            if (
                parts is ["key", var key, "size", var size, ..]
                && int.TryParse(
                    key.AsSpan(2),
                    NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture,
                    out var number
                )
                && uint.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            )
            {
                stated.Add(number);
                Write(facts, reading, number, "key " + key, bytes);
            }
        }

        foreach (var key in reading.FwCfg.Keys.Where(key => !stated.Contains(key)))
        {
            facts.Add("fw_cfg", FormattableString.Invariant($"key 0x{key:x4} is not empty"));
        }
    }

    private static void Write(FactWriter facts, ProbeReading reading, int key, string subject, uint size)
    {
        if (size > ProbedBytes)
        {
            facts.Add("fw_cfg", FormattableString.Invariant($"{subject} size {size}"));
            return;
        }

        var bytes = reading.FwCfg.GetValueOrDefault(key) ?? new byte[ProbedBytes];
        facts.AddBytes("fw_cfg", subject, bytes.AsSpan(0, (int)size));
    }
}
