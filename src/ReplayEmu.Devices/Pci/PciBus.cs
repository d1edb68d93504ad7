using System;
using System.Globalization;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Interrupts;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Pci;

/// <summary>Bus 0: 32 slots of 8 functions, the address spaces their BARs appear in, and its shared interrupt wires, at most eight.</summary>
public sealed unsafe class PciBus : IIrqSink
{
    private readonly VirtualMachine machine;
    private readonly PciBusState* state;
    private readonly PciFunction?[] functions = new PciFunction?[256];

    /// <param name="memory">Container in which memory BARs appear at their bus address.</param>
    /// <param name="ports">Container in which I/O BARs appear at their port.</param>
    public PciBus(VirtualMachine machine, ContainerRegion memory, ContainerRegion ports)
    {
        this.machine = machine;
        Memory = memory;
        Ports = ports;
        state = machine.Arena.Add<PciBusState>("pci-bus");
    }

    public ContainerRegion Memory { get; }

    public ContainerRegion Ports { get; }

    /// <summary>Takes the wires as inputs 0 (PIRQA) up; set by the interrupt router when it is wired.</summary>
    public IIrqSink? Router { get; set; }

    /// <summary>
    /// The wire of a slot's pin, 0 for INTA#. By default slots swizzle so that neighbours do not share: INTA# of slot 1 is PIRQA, of
    /// slot 2 PIRQB, and so on (PIIX3 boards as QEMU builds them). Set before functions are placed.
    /// </summary>
    public Func<int, int, int> WireOf { get; set; } = static (slot, pin) => (slot + pin + 3) & 3;

    /// <summary>The function at slot * 8 + function, or null.</summary>
    public PciFunction? this[int address] => functions[address];

    /// <summary>The first slot in which no function is, times 8.</summary>
    /// <exception cref="ConfigurationException">All 32 slots are taken.</exception>
    public int NextFreeSlot()
    {
        for (var address = 0; address < functions.Length; address += 8)
        {
            if (functions.AsSpan(address, 8).IndexOfAnyExcept((PciFunction?)null) < 0)
            {
                return address;
            }
        }

        throw new ConfigurationException("the PCI bus has no free slot left");
    }

    /// <summary><c>slot.function</c>, two hexadecimal digits and one.</summary>
    public static string FormatAddress(int address) =>
        string.Create(CultureInfo.InvariantCulture, $"{address >> 3:x2}.{address & 7}");

    /// <summary>A function raises or lowers its wire; only changes arrive.</summary>
    public void SetInput(int input, bool level)
    {
        ref var asserted = ref state->Asserted[input];
        asserted = (ushort)(level ? asserted + 1 : asserted - 1);
        Router?.SetInput(input, asserted != 0);
    }

    internal void Place(PciFunction function, int address, string driver)
    {
        if (functions[address] is { } present)
        {
            throw new ConfigurationException(
                $"device '{driver}': PCI address {FormatAddress(address)} is taken by '{present.Driver}'"
            );
        }

        functions[address] = function;
    }

    /// <summary>Connects a function's pin to its wire.</summary>
    /// <param name="pin">1 INTA# to 4 INTD#.</param>
    internal IrqLine Connect(PciFunction function, int pin)
    {
        var wire = WireOf(function.Address >> 3, pin - 1);
        return machine.Irqs.Connect($"{function.Name} INT{(char)('A' + pin - 1)} PIRQ{(char)('A' + wire)}", this, wire);
    }
}
