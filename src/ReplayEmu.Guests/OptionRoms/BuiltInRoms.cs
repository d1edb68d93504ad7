using System.Collections.Generic;
using System.Linq;

namespace ReplayEmu.Guests.OptionRoms;

/// <summary>The option ROMs that come with the emulator, by the names under which machines ask for them.</summary>
public static class BuiltInRoms
{
    public static IReadOnlyList<BuiltInGuest> All { get; } =
    [
        new("linuxboot", "boots a Linux kernel given with -kernel", LinuxBoot.Build),
        new("multiboot", "boots a Multiboot kernel given with -kernel", MultibootLoader.Build),
    ];

    /// <summary>The ROM of that name, or null.</summary>
    public static BuiltInGuest? Find(string name) => All.FirstOrDefault(rom => rom.Name == name);
}
