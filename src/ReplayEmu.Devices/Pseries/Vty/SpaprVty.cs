using System;
using ReplayEmu.Devices.Pseries.Papr;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Interrupts;

namespace ReplayEmu.Devices.Pseries.Vty;

/// <summary>The virtual terminal (PAPR 2.8.2, 14.5.3). A call moves up to 16 bytes in two registers, the first byte first.</summary>
public sealed unsafe class SpaprVty : IDevice, IFactSource
{
    /// <summary>Unit address of the only one.</summary>
    public const uint Unit = 0x71000000;
    private const int MaxCharacters = 16;
    private readonly SpaprVtyState* state;
    private readonly OutputPort output;

    /// <param name="machine">The machine.</param>
    /// <param name="name">Also the name of the input and output ports, for example <c>serial0</c>.</param>
    public SpaprVty(VirtualMachine machine, string name)
    {
        Name = name;
        state = machine.Arena.Add<SpaprVtyState>(name);
        output = machine.AddOutputPort(name);
        machine.AddInputPort(new InputPort(name, Accept, () => SpaprVtyState.Capacity - (int)state->Count));
    }

    public string Name { get; }

    /// <summary>Told of every input, as an edge.</summary>
    public IrqLine? Interrupt { get; set; }

    public void Reset() => *state = default;

    public void WriteFacts(FactWriter facts) => facts.Add("vdevice", $"vty@{Unit:x} spapr-vty");

    /// <summary>H_PUT_TERM_CHAR.</summary>
    public long Put(ulong unit, ulong length, ulong first, ulong second)
    {
        if (!IsHere(unit) || length > MaxCharacters)
        {
            return HypercallStatus.Parameter;
        }

        for (var i = 0; i < (int)length; i++)
        {
            output.Write((byte)((i < 8 ? first : second) >> (56 - (8 * (i & 7)))));
        }

        return HypercallStatus.Success;
    }

    /// <summary>H_GET_TERM_CHAR.</summary>
    public long Get(ulong unit, out ulong length, out ulong first, out ulong second)
    {
        (length, first, second) = (0, 0, 0);
        if (!IsHere(unit))
        {
            return HypercallStatus.Parameter;
        }

        for (; length < MaxCharacters && state->Count > 0; length++)
        {
            var value = (ulong)state->Input[state->First] << (int)(56 - (8 * (length & 7)));
            first |= length < 8 ? value : 0;
            second |= length < 8 ? 0 : value;
            state->First = (state->First + 1) % SpaprVtyState.Capacity;
            state->Count--;
        }

        return HypercallStatus.Success;
    }

    /// <summary>Unit 0 is the first terminal.</summary>
    private static bool IsHere(ulong unit) => unit is 0 or Unit;

    private void Accept(ReadOnlySpan<byte> data)
    {
        foreach (var value in data)
        {
            if (state->Count < SpaprVtyState.Capacity)
            {
                state->Input[(state->First + state->Count++) % SpaprVtyState.Capacity] = value;
            }
        }

        Interrupt?.Pulse();
    }
}
