using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machines;

namespace ReplayEmu.Guests.Tests;

/// <summary>Runs a ROM on a machine to its end and keeps what it printed.</summary>
internal sealed class GuestRun : IImageSource, IOutputs
{
    private const ulong Limit = 1_000_000_000;

    private readonly byte[] rom;
    private readonly StringBuilder text = new();

    /// <param name="rom">The firmware.</param>
    /// <param name="machine">Machine type; no default devices, one serial port, an isa-debug-exit at 501h.</param>
    /// <param name="devices">Further devices.</param>
    /// <param name="typed">Lines that are typed, each when the machine has nothing else to do.</param>
    public GuestRun(byte[] rom, string machine, DeviceConfig[]? devices = null, params string[] typed)
    {
        this.rom = rom;
        var catalogue = new MachineCatalogue();
        var config = catalogue.Resolve(
            new MachineConfig
            {
                Machine = machine,
                NoDefaults = true,
                SerialPorts = 1,
                Devices =
                [
                    new DeviceConfig("isa-debug-exit", [new PropertyValue("iobase", "0x501")]),
                    .. devices ?? [],
                ],
                Bios = new ImageReference("guest.rom", rom.Length, Convert.ToHexStringLower(SHA256.HashData(rom))),
            }
        );
        var inputs = new TypedInputs(typed);
        using var built = catalogue.Build(config, this, inputs, this);
        inputs.Port = PortOf(built, "serial0");
        Stop = built.Run(Limit);
        ExitCode = built.ExitCode;
        Unimplemented = built.UnimplementedDetail;
        Retired = built.Clock.Retired;
    }

    public StopReason Stop { get; }

    public int ExitCode { get; }

    public string? Unimplemented { get; }

    /// <summary>Instructions.</summary>
    public ulong Retired { get; }

    /// <summary>What was printed, lines ended by LF.</summary>
    public string Text => text.ToString().Replace("\r\n", "\n", StringComparison.Ordinal);

    public IImage Open(ImageReference reference) => new MemoryImage(rom);

    public void Write(int port, ReadOnlySpan<byte> data) => text.Append(Encoding.Latin1.GetString(data));

    private static ushort PortOf(VirtualMachine machine, string name)
    {
        for (var index = 0; index < machine.InputPorts.Count; index++)
        {
            if (machine.InputPorts[index].Name == name)
            {
                return (ushort)index;
            }
        }

        throw new InvalidOperationException($"no input port '{name}'");
    }

    /// <summary>Types the next line each time the machine falls asleep with no line pending.</summary>
    private sealed class TypedInputs(string[] lines) : IInputs
    {
        private readonly Queue<string> pending = new(lines);
        private string? ready;

        public ushort Port { get; set; }

        public ulong NextPoll(ulong icount) => ulong.MaxValue;

        public bool TryTake(ulong icount, out InputEvent input)
        {
            input = ready is null ? default : new InputEvent(Port, Encoding.ASCII.GetBytes(ready));
            var taken = ready is not null;
            ready = null;
            return taken;
        }

        public ulong Idle(ulong icount, ulong wake)
        {
            if (pending.TryDequeue(out ready))
            {
                return icount;
            }

            return wake;
        }
    }
}
