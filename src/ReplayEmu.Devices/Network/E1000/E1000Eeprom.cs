using System;

namespace ReplayEmu.Devices.Network.E1000;

/// <summary>
/// The card's serial EEPROM of 64 words (Microwire, Intel 317453, section 5.3 and chapter 5.6): address, identity and a checksum, read bit by
/// bit through EECD or a word at a time through EERD. Writing to it is not possible, as in QEMU.
/// </summary>
internal sealed unsafe class E1000Eeprom
{
    private const int Words = 64;
    private const ushort ChecksumTarget = 0xbaba;

    private const uint Clock = 1;
    private const uint Select = 2;
    private const uint DataIn = 4;
    private const uint DataOut = 8;
    private const uint FlashWrite = 0x30;
    private const uint Request = 0x40;
    private const uint GrantAndPresent = 0x180;

    private const uint ReadStart = 1;
    private const uint ReadDone = 0x10;

    /// <summary>Start bit and opcode of a read, and the six bits of an address.</summary>
    private const int CommandBits = 9;
    private const uint ReadCommand = 6;

    private readonly E1000State* state;
    private readonly ushort[] words = new ushort[Words];

    /// <param name="mac">Six bytes.</param>
    /// <param name="device">PCI device id.</param>
    public E1000Eeprom(E1000State* state, ReadOnlySpan<byte> mac, ushort device)
    {
        this.state = state;
        words.AsSpan().Fill(0xffff);
        for (var i = 0; i < 3; i++)
        {
            words[i] = (ushort)(mac[2 * i] | (mac[(2 * i) + 1] << 8));
        }

        // Words 3 to 0x24: compatibility, identities (0x0b to 0x0e), initialisation control, and the PHY's settings.
        ReadOnlySpan<ushort> rest =
        [
            0x0000,
            0xffff,
            0x0000,
            0x0000,
            0x0000,
            0x3000,
            0x1000,
            0x6403,
            device,
            0x8086,
            device,
            0x8086,
            0x3040,
            0x0008,
            0x2000,
            0x7e14,
            0x0048,
            0x1000,
            0x00d8,
            0x0000,
            0x2700,
            0x6cc9,
            0x3150,
            0x0722,
            0x040b,
            0x0984,
            0x0000,
            0xc000,
            0x0706,
            0x1008,
            0x0000,
            0x0f04,
            0x7fff,
            0x4d01,
        ];
        rest.CopyTo(words.AsSpan(3));
        words[Words - 1] = 0;
        ushort sum = 0;
        foreach (var word in words)
        {
            sum += word;
        }

        words[Words - 1] = (ushort)(ChecksumTarget - sum);
    }

    public uint ReadControl()
    {
        var bit = words[(state->EepromBitsOut >> 4) & (Words - 1)] >> (15 - (state->EepromBitsOut & 15)) & 1;
        return GrantAndPresent | state->EepromControl | (state->EepromReads == 0 || bit != 0 ? DataOut : 0);
    }

    public void WriteControl(uint value)
    {
        var changed = state->EepromControl ^ value;
        state->EepromControl = value & (Clock | Select | DataIn | FlashWrite | Request);
        if ((value & Select) == 0)
        {
            return;
        }

        if ((changed & Select) != 0)
        {
            state->EepromCommand = 0;
            state->EepromBitsIn = 0;
            state->EepromBitsOut = 0;
            state->EepromReads = 0;
        }

        if ((changed & Clock) == 0)
        {
            return;
        }

        if ((value & Clock) == 0)
        {
            state->EepromBitsOut++;
            return;
        }

        state->EepromCommand = (state->EepromCommand << 1) | ((value & DataIn) != 0 ? 1u : 0);
        state->EepromBitsIn++;
        if (state->EepromBitsIn == CommandBits && state->EepromReads == 0)
        {
            // The falling edge that follows moves on to the first bit.
            state->EepromBitsOut = (ushort)(((state->EepromCommand & (Words - 1)) << 4) - 1);
            state->EepromReads = (state->EepromCommand >> 6 & 7) == ReadCommand ? (byte)1 : (byte)0;
        }
    }

    /// <summary>EERD: the word whose address was written with the start bit.</summary>
    public uint ReadWord()
    {
        var request = state->EepromRead & ~ReadDone;
        if ((request & ReadStart) == 0)
        {
            return state->EepromRead;
        }

        var index = request >> 8;
        return index < Words ? ((uint)words[index] << 16) | ReadDone | request : ReadDone | request;
    }
}
