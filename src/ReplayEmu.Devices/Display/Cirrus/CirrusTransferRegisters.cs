using System;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Display.Cirrus;

/// <summary>The transfer engine's registers in memory: 256 bytes, each a graphics register under another number.</summary>
internal sealed class CirrusTransferRegisters : IBusDevice
{
    /// <summary>Set when the ports are there: they hold the registers.</summary>
    public CirrusPorts? Ports { get; set; }

    /// <summary>Graphics registers of offsets 0 to 0x21; 0xff has none.</summary>
    private static ReadOnlySpan<byte> Numbers =>
        [
            0x00,
            0x10,
            0x12,
            0x14,
            0x01,
            0x11,
            0x13,
            0x15,
            0x20,
            0x21,
            0x22,
            0x23,
            0x24,
            0x25,
            0x26,
            0x27,
            0x28,
            0x29,
            0x2a,
            0xff,
            0x2c,
            0x2d,
            0x2e,
            0x2f,
            0x30,
            0xff,
            0x32,
            0x33,
            0x34,
            0x35,
            0xff,
            0xff,
            0x38,
            0x39,
        ];

    public ulong Read(ulong offset, int size) =>
        Number(offset) is var number and not 0xff ? Ports!.ReadGraphics(number) : 0xfful;

    public void Write(ulong offset, int size, ulong value)
    {
        if (Number(offset) is var number and not 0xff)
        {
            Ports!.WriteGraphics(number, (byte)value);
        }
    }

    private static int Number(ulong offset)
    {
        const ulong Status = 0x40;
        return offset == Status ? CirrusRegister.Status
            : offset < (ulong)Numbers.Length ? Numbers[(int)offset]
            : 0xff;
    }
}
