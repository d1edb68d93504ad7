using System.CommandLine;

namespace ReplayEmu.Cli.Options;

/// <summary>QEMU's options that describe a machine, as <c>run</c>, <c>record</c> and <c>snapshot</c> take them.</summary>
public sealed class MachineOptions
{
    public Option<string> Machine { get; } = One("-M", "TYPE", "machine type (see 'replayemu machines')", "-machine");

    public Option<string> Memory { get; } = One("-m", "SIZE", "RAM, for example 128M or 1G; no suffix is MiB [128M]");

    public Option<string> Cpu { get; } = One("-cpu", "MODEL", "CPU model [the machine's default]");

    public Option<string> Smp { get; } =
        One(
            "-smp",
            "[cpus=]N,sockets=N,cores=N,threads=N,quantum=TICKS",
            "CPUs, which run in turn for a quantum of instructions each [1, quantum=4096]"
        );

    public Option<string> Bios { get; } =
        One(
            "-bios",
            "FILE",
            "firmware image, or builtin:NAME (see 'replayemu guests') [builtin:panic-demo, the built-in failing guest]"
        );

    public Option<string[]> Folders { get; } =
        Many("-L", "DIR", "folder to look for option ROMs in; the firmware's own folder is searched too");

    public Option<string> Kernel { get; } = One("-kernel", "FILE", "Linux kernel (bzImage), booted by an option ROM");

    public Option<string> Initrd { get; } = One("-initrd", "FILE", "initial RAM disk for -kernel");

    public Option<string> Append { get; } = One("-append", "TEXT", "command line for -kernel");

    public Option<string[]> Devices { get; } =
        Many("-device", "DRIVER,PROP=VALUE,...", "adds a device (see 'replayemu machines')");

    public Option<string[]> Drives { get; } =
        Many(
            "-drive",
            "file=FILE,if=ide|virtio|none,index=N,media=disk|cdrom,readonly=on|off,format=raw|qcow2,overlay=FILE,id=ID",
            "adds a disk; the file itself is never written, what the guest writes goes to the overlay if there is one "
                + "('replayemu commit' writes it back)"
        );

    public Option<string> DiskA { get; } = One("-hda", "FILE", "raw disk at ide index 0");

    public Option<string> DiskB { get; } = One("-hdb", "FILE", "raw disk at ide index 1");

    public Option<string> DiskC { get; } = One("-hdc", "FILE", "raw disk at ide index 2");

    public Option<string> DiskD { get; } = One("-hdd", "FILE", "raw disk at ide index 3");

    public Option<string> CdRom { get; } = One("-cdrom", "FILE", "CD-ROM image at ide index 2");

    public Option<string[]> Serial { get; } =
        Many(
            "-serial",
            "stdio|file:PATH|pty|tcp:HOST:PORT[,server][,nowait]|null|none",
            "connects a serial port [stdio; with -nodefaults none]"
        );

    public Option<string> DebugConsole { get; } =
        One("-debugcon", "stdio|file:PATH|null", "connects the debug port at 0x402 (isa-debugcon)");

    public Option<string[]> FwCfg { get; } =
        Many("-fw_cfg", "[name=]NAME,string=TEXT|file=FILE", "adds a file to the firmware configuration device");

    public Option<string[]> Globals { get; } =
        Many("-global", "DRIVER.PROP=VALUE", "sets a property of every device of a driver");

    public Option<bool> NoDefaults { get; } = Flag("-nodefaults", "no default devices: no display, no serial port");

    public Option<bool> NoReboot { get; } = Flag("-no-reboot", "a guest that asks for a reset ends the run");

    public Option<string> Rtc { get; } =
        One("-rtc", "base=DATE", "date of the guest's clock at power-on, UTC [base=2012-01-01T00:00:00]");

    public Option<string> Icount { get; } =
        One("-icount", "shift=N", "an instruction takes 2^N guest nanoseconds [shift=3]");

    public Option<string[]> Netdevs { get; } =
        Many(
            "-netdev",
            "user|socket,id=ID",
            "for -device virtio-net-pci,netdev=ID: user is a network inside the machine (tftp=DIR: files by TFTP and HTTP), socket another machine "
                + "on this host: listen=127.0.0.1:PORT or connect=127.0.0.1:PORT"
        );

    public Option<string[]> Chardevs { get; } =
        Many("-chardev", "BACKEND,id=ID", "stdio, null, pty or file,path=PATH for -device virtconsole,chardev=ID");

    public Option<string> Boot { get; } = One("-boot", "[order=]DRIVES", "boot order, for example c");

    public Option<string> Vga { get; } = One("-vga", "none|std|cirrus", "display adapter [the machine's default]");

    public Option<string> Display { get; } = One("-display", "none", "none is the only display there is");

    public Option<bool> NoGraphic { get; } = Flag("-nographic", "the same as -display none -serial stdio");

    public Option<string> Monitor { get; } = One("-monitor", "none", "none is the only monitor there is");

    public Option<string> Seed { get; } = One("-seed", "N", "seed of everything random that the guest can read [0]");

    public Option<bool> Stopped { get; } = Flag("-S", "not available yet: comes with 'replayemu debug'");

    public Option<string> Gdb { get; } = One("-gdb", "DEV", "not available yet: comes with 'replayemu debug'");

    public Option<bool> GdbDefault { get; } = Flag("-s", "not available yet: comes with 'replayemu debug'");

    /// <summary>Adds every option to a verb, in the order of the help.</summary>
    public void AddTo(Command command)
    {
        Option[] all =
        [
            Machine,
            Memory,
            Cpu,
            Smp,
            Bios,
            Folders,
            Kernel,
            Initrd,
            Append,
            Devices,
            Globals,
            Drives,
            DiskA,
            DiskB,
            DiskC,
            DiskD,
            CdRom,
            Netdevs,
            Chardevs,
            Boot,
            Serial,
            DebugConsole,
            FwCfg,
            Vga,
            NoDefaults,
            NoReboot,
            Rtc,
            Icount,
            Seed,
            Display,
            NoGraphic,
            Monitor,
            Stopped,
            Gdb,
            GdbDefault,
        ];
        foreach (var option in all)
        {
            command.Options.Add(option);
        }
    }

    private static Option<string> One(string name, string argument, string description, params string[] aliases) =>
        new(name, aliases) { HelpName = argument, Description = description };

    private static Option<string[]> Many(string name, string argument, string description) =>
        new(name)
        {
            HelpName = argument,
            Description = description + " (repeatable)",
            AllowMultipleArgumentsPerToken = false,
            Arity = ArgumentArity.OneOrMore,
        };

    private static Option<bool> Flag(string name, string description) => new(name) { Description = description };
}
