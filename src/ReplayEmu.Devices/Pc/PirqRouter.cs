using System;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Interrupts;

namespace ReplayEmu.Devices.Pc;

/// <summary>
/// Routes the PCI interrupt wires of a south bridge to interrupt requests, where they meet the ISA devices: a request is the OR of
/// its ISA devices and of every wire that is routed to it.
/// </summary>
public sealed unsafe class PirqRouter : IIrqSink
{
    private readonly PirqRouterState* state;
    private readonly IrqLine?[] outputs = new IrqLine?[16];
    private readonly Func<int, byte> route;
    private readonly int wires;
    private readonly IIrqSink requests;

    /// <param name="name">Of the bridge, for lines and the state section.</param>
    /// <param name="requests">Inputs 0 to 15 are the machine's interrupt requests.</param>
    /// <param name="wires">4 or 8.</param>
    /// <param name="route">The request, 0 to 15, that a wire reaches; anything else for none.</param>
    internal PirqRouter(VirtualMachine machine, string name, IIrqSink requests, int wires, Func<int, byte> route)
    {
        this.requests = requests;
        this.wires = wires;
        this.route = route;
        state = machine.Arena.Add<PirqRouterState>($"{name}.pirq");
        foreach (var irq in (ReadOnlySpan<int>)[3, 4, 5, 6, 7, 9, 10, 11, 12, 14, 15])
        {
            outputs[irq] = machine.Irqs.Connect($"irq{irq}.{name}", requests, irq);
        }

        Interrupts = new IsaInterrupts(this);
    }

    /// <summary>
    /// Interrupt requests 0 to 15 of ISA and board devices. Requests 0, 1, 2, 8 and 13 belong to the board, cannot be reached by a
    /// PCI wire and go straight to the interrupt controller.
    /// </summary>
    public IIrqSink Interrupts { get; }

    /// <summary>A PCI interrupt wire, 0 (PIRQA) up, changes.</summary>
    public void SetInput(int input, bool level)
    {
        var bit = 1 << input;
        state->Levels = (byte)(level ? state->Levels | bit : state->Levels & ~bit);
        UpdateOutput(route(input));
    }

    /// <summary>A route register, or all, changed.</summary>
    internal void Update()
    {
        for (var irq = 0; irq < outputs.Length; irq++)
        {
            UpdateOutput(irq);
        }
    }

    private void UpdateOutput(int irq)
    {
        if (irq >= outputs.Length || outputs[irq] is not { } output)
        {
            return;
        }

        var level = state->Asserted[irq] != 0;
        for (var wire = 0; wire < wires; wire++)
        {
            level |= route(wire) == irq && (state->Levels >> wire & 1) != 0;
        }

        output.Set(level);
    }

    private void SetIsa(int irq, bool level)
    {
        ref var asserted = ref state->Asserted[irq];
        asserted = (byte)(level ? asserted + 1 : asserted - 1);
        UpdateOutput(irq);
    }

    private sealed class IsaInterrupts(PirqRouter router) : IIrqSink
    {
        public void SetInput(int input, bool level)
        {
            if (router.outputs[input] is null)
            {
                router.requests.SetInput(input, level);
            }
            else
            {
                router.SetIsa(input, level);
            }
        }
    }
}
