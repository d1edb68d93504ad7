using System;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Interrupts;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Pc.Piix;

/// <summary>
/// Intel 82371SB (PIIX3) ISA bridge, 00:01.0: routes the four PCI interrupt wires to interrupt requests, where they meet the
/// ISA devices, and resets the machine through port 0xCF9. The other registers are accepted without effect, as in QEMU: ISA
/// timing (0x4C), ISA decode enables (0x4E), top of memory (0x69), motherboard routing (0x70, 0x71), DMA aliases (0x76, 0x77),
/// programmable chip select (0x78), SMI control (0xA0 to 0xAE).
/// </summary>
public sealed unsafe class Piix3Isa : PciFunction, IIrqSink, IBusDevice
{
    private const int PirqRoute = 0x60;
    private const byte ResetCpu = 0x04;
    private readonly VirtualMachine machine;
    private readonly Piix3IsaState* state;
    private readonly IrqLine?[] outputs = new IrqLine?[16];

    /// <param name="pic">Inputs 0 to 15 are the machine's interrupt requests.</param>
    public Piix3Isa(VirtualMachine machine, PciBus bus, int address, IIrqSink pic)
        : base(
            machine,
            bus,
            address,
            "PIIX3",
            new PciIdentity(0x8086, 0x7000, 0x060100) { HeaderType = 0x80, Status = 0x0200 }
        )
    {
        this.machine = machine;
        state = machine.Arena.Add<Piix3IsaState>("piix3-isa");
        foreach (var irq in (ReadOnlySpan<int>)[3, 4, 5, 6, 7, 9, 10, 11, 12, 14, 15])
        {
            outputs[irq] = machine.Irqs.Connect($"irq{irq}.piix3", pic, irq);
        }

        Interrupts = new IsaInterrupts(this, pic);
        bus.Router = this;
        Declare(0x4c, 1, 0x4d, 0xff);
        Declare(0x4e, 2, 0x0003, 0xffff);
        Declare(PirqRoute, 4, 0x8080_8080, uint.MaxValue);
        Declare(0x69, 1, 0x02, 0xff);
        Declare(0x70, 1, 0x80, 0xff);
        Declare(0x76, 4, 0x0002_0c0c, uint.MaxValue);
        Declare(0xa0, 1, 0x08, 0xff);
        Declare(0xa8, 1, 0x0f, 0xff);
    }

    /// <summary>
    /// Interrupt requests 0 to 15 of ISA and board devices. Requests 0, 1, 2, 8 and 13 belong to the board, cannot be reached by a
    /// PCI wire and go straight to the interrupt controller.
    /// </summary>
    public IIrqSink Interrupts { get; }

    /// <summary>A PCI interrupt wire, 0 (PIRQA) to 3, changes.</summary>
    public void SetInput(int input, bool level)
    {
        var bit = 1 << input;
        state->PirqLevels = (byte)(level ? state->PirqLevels | bit : state->PirqLevels & ~bit);
        UpdateOutput(Config[PirqRoute + input]);
    }

    public override void Reset()
    {
        base.Reset();
        state->ResetControl = 0;
        UpdateOutputs();
    }

    public override void WriteConfig(int register, int size, uint value)
    {
        base.WriteConfig(register, size, value);
        if (register < PirqRoute + 4 && register + size > PirqRoute)
        {
            UpdateOutputs();
        }
    }

    /// <summary>Reset control register: bit 1 chooses a hard reset, which is the only kind here; bit 2 rising resets.</summary>
    public ulong Read(ulong offset, int size) => state->ResetControl;

    public void Write(ulong offset, int size, ulong value)
    {
        // Bit 2 always reads as 0: the machine is reset before anybody can look.
        state->ResetControl = (byte)(value & 0x02);
        if ((value & ResetCpu) != 0)
        {
            machine.RequestReset();
        }
    }

    private void UpdateOutputs()
    {
        for (var irq = 0; irq < outputs.Length; irq++)
        {
            UpdateOutput(irq);
        }
    }

    /// <summary>A request is the OR of its ISA devices and of every PCI wire that is routed to it (bit 7 of a route disables it).</summary>
    private void UpdateOutput(int irq)
    {
        if (irq >= outputs.Length || outputs[irq] is not { } output)
        {
            return;
        }

        var level = state->Asserted[irq] != 0;
        for (var wire = 0; wire < 4; wire++)
        {
            level |= Config[PirqRoute + wire] == irq && (state->PirqLevels >> wire & 1) != 0;
        }

        output.Set(level);
    }

    private void SetIsa(int irq, bool level)
    {
        ref var asserted = ref state->Asserted[irq];
        asserted = (byte)(level ? asserted + 1 : asserted - 1);
        UpdateOutput(irq);
    }

    private sealed class IsaInterrupts(Piix3Isa bridge, IIrqSink pic) : IIrqSink
    {
        public void SetInput(int input, bool level)
        {
            if (bridge.outputs[input] is null)
            {
                pic.SetInput(input, level);
            }
            else
            {
                bridge.SetIsa(input, level);
            }
        }
    }
}
