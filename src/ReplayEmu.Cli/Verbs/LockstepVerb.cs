using System.CommandLine;
using System.IO;
using ReplayEmu.Cli.Options;
using ReplayEmu.Host.Files;
using ReplayEmu.Host.Images;
using ReplayEmu.Host.Processes;
using ReplayEmu.Lockstep;
using ReplayEmu.Lockstep.Reference;
using ReplayEmu.Lockstep.Registers;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Gate;

namespace ReplayEmu.Cli.Verbs;

/// <summary><c>replayemu lockstep</c></summary>
internal sealed class LockstepVerb
{
    private readonly CliContext context;
    private readonly MachineOptions machine = new();

    private readonly Option<string> qemu = new("--qemu")
    {
        HelpName = "PROGRAM",
        Description = "qemu-system-i386 or qemu-system-x86_64, which runs the same machine",
    };

    private readonly Option<string[]> extra = new("--qemu-option")
    {
        HelpName = "ARGUMENT",
        Description = "one more argument for QEMU only, for example --qemu-option=-M --qemu-option=pc",
    };

    private readonly Option<string> log = new("--log")
    {
        HelpName = "FILE",
        Description = "compare with a log that --save wrote, without QEMU",
    };

    private readonly Option<string> save = new("--save")
    {
        HelpName = "FILE",
        Description = "write what QEMU did for --log",
    };

    private readonly Option<string> count = new("--count")
    {
        HelpName = "N",
        Description = "instructions to compare [no limit]",
    };

    private readonly Option<string> history = new("--history")
    {
        HelpName = "N",
        Description = "instructions to show before a difference [8]",
    };

    private readonly Option<string> tolerate = new("--tolerate")
    {
        HelpName = "N",
        Description = "go on after so many differences in general registers or flags, with QEMU's values [0]",
    };

    private readonly Option<string> ignore = new("--ignore")
    {
        HelpName = "REGISTER,...",
        Description = "registers that may differ, for example cr2,tr.limit",
    };

    private LockstepVerb(CliContext context) => this.context = context;

    public static Command Create(CliContext context)
    {
        var verb = new LockstepVerb(context);
        var command = new Command(
            "lockstep",
            "Runs a machine here and in QEMU, instruction by instruction, and tells the first register that differs. "
                + "What devices and clocks give, and when interrupts come, is taken from QEMU. Ends with 3 on a difference."
        )
        {
            verb.qemu,
            verb.extra,
            verb.log,
            verb.save,
            verb.count,
            verb.history,
            verb.tolerate,
            verb.ignore,
        };
        verb.machine.AddTo(command);
        command.SetAction(parsed => (int)verb.Run(parsed));
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        var options = new LockstepOptions
        {
            Count = parsed.GetValue(count) is { } most ? Number.Parse("--count", most) : ulong.MaxValue,
            History = Small("--history", parsed.GetValue(history), 8),
            Tolerated = Small("--tolerate", parsed.GetValue(tolerate), 0),
            Ignored = ReadIgnored(parsed.GetValue(ignore)),
        };
        using var images = new ImageStore();
        var (config, _) = new MachineSetup(machine, parsed, images).Read();
        using var built = context.Catalogue.Build(
            context.Catalogue.Resolve(config),
            images,
            new NoInputs(),
            new NoOutputs()
        );
        using var process = parsed.GetValue(qemu) is { } program
            ? new EmulatorProcess(program, new QemuArguments(parsed, machine).List(parsed.GetValue(extra) ?? []))
            : null;
        using var file = OpenLog(parsed.GetValue(log), process);
        using var saved = parsed.GetValue(save) is { } path
            ? new StreamWriter(new BufferedStream(new OutputFileStream(path, "log"), 1 << 16))
            : null;
        var qemuLog = process is null ? null : new QemuLog(process.Log);
        var source = qemuLog ?? (IReferenceLog)new CompactLog(file!);
        var report = new LockstepRun(
            built,
            saved is null ? source : new CompactLogWriter(source, saved),
            options
        ).Run();
        return Tell(report, qemuLog?.LastMessage ?? "");
    }

    private static StreamReader? OpenLog(string? path, EmulatorProcess? process)
    {
        if ((path is null) == (process is null))
        {
            throw new ConfigurationException("lockstep: give --qemu PROGRAM or --log FILE");
        }

        return path is null ? null : new StreamReader(InputFile.Open(path, "log"));
    }

    private static int Small(string name, string? text, int fallback) =>
        text is null ? fallback
        : Number.Parse(name, text) is <= 1_000_000 and var value ? (int)value
        : throw new ConfigurationException($"{name} '{text}': at most 1000000");

    private static bool[] ReadIgnored(string? names)
    {
        var ignored = new bool[RegisterSet.Count];
        foreach (var name in names?.Split(',') ?? [])
        {
            var number = RegisterSet.Find(name);
            ignored[
                number >= 0
                    ? number
                    : throw new ConfigurationException(
                        $"--ignore '{name}': give names of {string.Join(' ', RegisterSet.Names)}"
                    )
            ] = true;
        }

        return ignored;
    }

    private ExitCode Tell(LockstepReport report, string message)
    {
        var output = context.Standard.Out;
        foreach (var line in report.Tolerated)
        {
            output.WriteLine($"tolerated: {line}");
        }

        if (report.End == LockstepEnd.Differs)
        {
            foreach (var line in report.History)
            {
                output.WriteLine($"  {line}");
            }

            foreach (var difference in report.Differences)
            {
                output.WriteLine($"differs: {LockstepRun.Describe(difference)}");
            }
        }

        var reason = report.End switch
        {
            LockstepEnd.Counted => "as many as asked for",
            LockstepEnd.ReferenceEnded => message.Length > 0 ? $"QEMU ended: {message}" : "the log ended",
            LockstepEnd.OwnEnded => $"the machine ended here: {report.Detail}",
            _ => "then a difference",
        };
        output.WriteLine(
            $"{report.Steps} instructions agree, {report.DeviceValues} values of devices and {report.Interrupts} interrupts taken over; {reason}"
        );
        return report.End switch
        {
            LockstepEnd.Differs => ExitCode.Divergence,
            LockstepEnd.OwnEnded => ExitCode.Unimplemented,
            _ => report.Steps == 0 && message.Length > 0 ? ExitCode.HostResource : ExitCode.Ok,
        };
    }
}
