using System.Runtime.CompilerServices;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Pc.Pic8259;

/// <summary>Both interrupt controllers: master first.</summary>
[StateStruct("pic8259")]
public partial struct Pic8259State
{
    public Pic8259ChipPair Chip;
}

[InlineArray(2)]
public struct Pic8259ChipPair
{
    private Pic8259ChipState first;
}

/// <summary>One 8259A (Intel 231468-003). One bit per input in the masks.</summary>
public struct Pic8259ChipState
{
    /// <summary>Interrupt request register.</summary>
    public byte Irr;

    /// <summary>Interrupt mask register (OCW1).</summary>
    public byte Imr;

    /// <summary>In-service register.</summary>
    public byte Isr;

    /// <summary>Levels of the input pins. They belong to the wires: a reset does not change them.</summary>
    public byte Pins;

    /// <summary>Edge/level control register of the chipset, ports 0x4D0 and 0x4D1: 1 is level-triggered.</summary>
    public byte Elcr;

    /// <summary>The input with the highest priority, 0 to 7.</summary>
    public byte Highest;

    /// <summary>Vector of input 0 (ICW2 bits 7 to 3).</summary>
    public byte VectorBase;

    /// <summary>ICW1 as written: bit 0 ICW4 follows, bit 1 single, bit 3 all inputs level-triggered.</summary>
    public byte Icw1;

    /// <summary>ICW3 as written. Accepted without effect: the cascade is wired to input 2.</summary>
    public byte Icw3;

    /// <summary>The initialisation word that the next data write is: 2, 3 or 4; 0 when initialised.</summary>
    public byte NextIcw;

    /// <summary>1: command port reads give the ISR, else the IRR (OCW3).</summary>
    public byte ReadIsr;

    /// <summary>1: the next read is a poll (OCW3).</summary>
    public byte Poll;

    /// <summary>1: special mask mode (OCW3).</summary>
    public byte SpecialMask;

    /// <summary>1: automatic end of interrupt (ICW4).</summary>
    public byte AutoEoi;

    /// <summary>1: automatic end of interrupt rotates priorities (OCW2).</summary>
    public byte RotateOnAutoEoi;

    /// <summary>1: special fully nested mode (ICW4).</summary>
    public byte SpecialFullyNested;
}
