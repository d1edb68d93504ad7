using System.Numerics;
using static ReplayEmu.Devices.Pc.Pic8259.Pic8259Registers;

namespace ReplayEmu.Devices.Pc.Pic8259;

/// <summary>The logic of one 8259A on its state. The pair wires two of them together.</summary>
internal readonly unsafe struct Pic8259Chip(Pic8259ChipState* state, bool isMaster, byte elcrMask)
{
    /// <summary>True when the chip asserts its INT pin.</summary>
    public bool Requests => Pending() >= 0;

    /// <summary>Power-on; pins keep their level.</summary>
    public void Reset()
    {
        var pins = state->Pins;
        *state = default;
        state->Pins = pins;
    }

    /// <summary>A pin changed.</summary>
    public void SetPin(int pin, bool level)
    {
        var bit = (byte)(1 << pin);
        if (level)
        {
            // A rising edge latches; a high level requests as long as it lasts. Either way the bit is set now.
            state->Pins |= bit;
            state->Irr |= bit;
            return;
        }

        state->Pins &= (byte)~bit;
        if (IsLevel(bit))
        {
            state->Irr &= (byte)~bit;
        }
    }

    /// <summary>The input to be served next, or -1: the highest unmasked request above what is in service.</summary>
    public int Pending()
    {
        var request = Rank((byte)(state->Irr & ~state->Imr));
        var blocking = state->Isr;
        if (state->SpecialMask != 0)
        {
            blocking &= (byte)~state->Imr;
        }

        if (state->SpecialFullyNested != 0 && isMaster)
        {
            blocking &= unchecked((byte)~(1 << CascadeInput));
        }

        return request < Rank(blocking) ? (request + state->Highest) & 7 : -1;
    }

    /// <summary>The INTA cycle for an input.</summary>
    public void Acknowledge(int input)
    {
        var bit = (byte)(1 << input);
        if (state->AutoEoi == 0)
        {
            state->Isr |= bit;
        }
        else if (state->RotateOnAutoEoi != 0)
        {
            state->Highest = (byte)((input + 1) & 7);
        }

        if (!IsLevel(bit))
        {
            state->Irr &= (byte)~bit;
        }
    }

    public byte Vector(int input) => (byte)(state->VectorBase + input);

    public byte Read(ulong offset)
    {
        if (state->Poll != 0)
        {
            state->Poll = 0;
            var input = Pending();
            if (input < 0)
            {
                return 0;
            }

            Acknowledge(input);
            return (byte)(0x80 | input);
        }

        return offset != 0 ? state->Imr
            : state->ReadIsr != 0 ? state->Isr
            : state->Irr;
    }

    public void Write(ulong offset, byte value)
    {
        if (offset != 0)
        {
            WriteData(value);
        }
        else if ((value & IsIcw1) != 0)
        {
            Initialize(value);
        }
        else if ((value & IsOcw3) != 0)
        {
            WriteOcw3(value);
        }
        else
        {
            WriteOcw2((Ocw2Command)(value >> 5), value & 7);
        }
    }

    public byte Elcr
    {
        get => state->Elcr;
        set => state->Elcr = (byte)(value & elcrMask);
    }

    private bool IsLevel(byte bit) => (state->Elcr & bit) != 0 || (state->Icw1 & Icw1Level) != 0;

    /// <summary>0 (highest priority) to 7 of the most urgent bit, 8 when there is none.</summary>
    private int Rank(byte bits)
    {
        var rotated = (bits | (bits << 8)) >> state->Highest & 0xff;
        return rotated == 0 ? 8 : BitOperations.TrailingZeroCount(rotated);
    }

    /// <summary>ICW1: edge latches, mask, priorities and modes go to their defaults; level requests stay.</summary>
    private void Initialize(byte value)
    {
        var (elcr, pins) = (state->Elcr, state->Pins);
        *state = default;
        (state->Elcr, state->Pins, state->Icw1, state->NextIcw) = (elcr, pins, value, 2);
        state->Irr = (byte)((value & Icw1Level) != 0 ? pins : pins & elcr);
    }

    private void WriteData(byte value)
    {
        var needsIcw4 = (state->Icw1 & Icw1NeedsIcw4) != 0;
        switch (state->NextIcw)
        {
            case 2:
                state->VectorBase = (byte)(value & 0xf8);
                state->NextIcw = (byte)(
                    (state->Icw1 & Icw1Single) == 0 ? 3
                    : needsIcw4 ? 4
                    : 0
                );
                break;
            case 3:
                state->Icw3 = value;
                state->NextIcw = (byte)(needsIcw4 ? 4 : 0);
                break;
            case 4:
                // Bits 0 (8086 mode) and 2, 3 (buffered mode) have no effect: the wiring is fixed.
                state->AutoEoi = (byte)((value & Icw4AutoEoi) != 0 ? 1 : 0);
                state->SpecialFullyNested = (byte)((value & Icw4SpecialFullyNested) != 0 ? 1 : 0);
                state->NextIcw = 0;
                break;
            default:
                state->Imr = value;
                break;
        }
    }

    private void WriteOcw3(byte value)
    {
        if ((value & Ocw3Poll) != 0)
        {
            state->Poll = 1;
        }

        if ((value & Ocw3ReadSelect) != 0)
        {
            state->ReadIsr = (byte)(value & Ocw3ReadIsr);
        }

        if ((value & Ocw3SpecialMaskSelect) != 0)
        {
            state->SpecialMask = (byte)((value & Ocw3SpecialMask) != 0 ? 1 : 0);
        }
    }

    private void WriteOcw2(Ocw2Command command, int level)
    {
        switch (command)
        {
            case Ocw2Command.RotateOnAutoEoiClear:
            case Ocw2Command.RotateOnAutoEoiSet:
                state->RotateOnAutoEoi = (byte)(command == Ocw2Command.RotateOnAutoEoiSet ? 1 : 0);
                break;
            case Ocw2Command.NonSpecificEoi:
            case Ocw2Command.RotateOnNonSpecificEoi:
                // In special mask mode a masked in-service bit is not found.
                var candidates = state->SpecialMask != 0 ? (byte)(state->Isr & ~state->Imr) : state->Isr;
                var rank = Rank(candidates);
                if (rank < 8)
                {
                    End((rank + state->Highest) & 7, command == Ocw2Command.RotateOnNonSpecificEoi);
                }

                break;
            case Ocw2Command.SpecificEoi:
            case Ocw2Command.RotateOnSpecificEoi:
                End(level, command == Ocw2Command.RotateOnSpecificEoi);
                break;
            case Ocw2Command.SetPriority:
                state->Highest = (byte)((level + 1) & 7);
                break;
            default:
                break;
        }
    }

    private void End(int input, bool rotate)
    {
        state->Isr &= (byte)~(1 << input);
        if (rotate)
        {
            state->Highest = (byte)((input + 1) & 7);
        }
    }
}
