using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Guests.Demo;
using ReplayEmu.Guests.Legacy;
using ReplayEmu.Guests.Modes;
using ReplayEmu.Guests.Probe;

namespace ReplayEmu.Guests;

/// <summary>The guests that come with the emulator.</summary>
public static class BuiltInGuests
{
    /// <summary>In the order in which they are listed.</summary>
    public static IReadOnlyList<BuiltInGuest> All { get; } =
    [
        new(
            "panic-demo",
            "takes a PCI function of class 0500 for memory, as Linux did in 2012, and panics",
            () => DemoFirmware.Build(DemoKernel.Build(ignoresPci: false))
        ),
        new(
            "fixed-demo",
            "the same kernel, which now looks for memory only where it can be",
            () => DemoFirmware.Build(DemoKernel.Build(ignoresPci: true))
        ),
        new("echo", "reads lines from the serial port and echoes them; 'quit' powers off", EchoGuest.Build),
        new("probe", "prints what it can see of the machine, for goldens", ProbeGuest.Build),
        new(
            "modes",
            "visits real, protected, compatibility and 64-bit mode and prints what it met there",
            ModesGuest.Build
        ),
        new(
            "legacy",
            "visits segments, tasks, gates, virtual-8086 mode and their faults and prints what it met there",
            LegacyGuest.Build
        ),
        new("bench", "mixed loop of 10,000,000 iterations for measuring speed", () => BenchmarkGuest.Build(10_000_000)),
        new("bench-long", "the same loop four times as often", () => BenchmarkGuest.Build(40_000_000)),
    ];

    /// <summary>The guest of that name, or null.</summary>
    public static BuiltInGuest? Find(string name) => All.FirstOrDefault(guest => guest.Name == name);
}
