using ReplayEmu.Devices.Display.Vga;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Display.Cirrus;

/// <summary>
/// BAR 0: video memory from 0 on, as GR0B addresses it, with the transfer registers in its last 256 bytes when SR17 says so; from 16 MiB on,
/// what the engine waits for.
/// </summary>
internal sealed unsafe class CirrusLinear(
    CirrusState* cirrus,
    VgaState* vga,
    MemoryBlock vram,
    CirrusTransferRegisters registers,
    CirrusTransfer transfer
) : IBusDevice
{
    public const ulong Size = 32 << 20;
    private const ulong TransferAt = 16 << 20;
    private const ulong Mask = CirrusDevice.VideoMemory - 1;
    private readonly CirrusState* cirrus = cirrus;
    private readonly VgaState* vga = vga;

    private bool HasRegisters => (cirrus->Sequencer[CirrusRegister.Configuration] & 0x44) == 0x44;

    public ulong Read(ulong offset, int size)
    {
        ulong value = 0;
        for (var i = 0; i < size; i++)
        {
            value |= (ulong)ReadOne(offset + (uint)i) << (8 * i);
        }

        return value;
    }

    public void Write(ulong offset, int size, ulong value)
    {
        for (var i = 0; i < size; i++)
        {
            WriteOne(offset + (uint)i, (byte)(value >> (8 * i)));
        }
    }

    /// <summary>A byte of video memory.</summary>
    public byte ReadByte(ulong address) => vram.Bytes[Scale(address)];

    /// <summary>Writes as GR05 and GR0B say: a byte, or eight pixels of the foreground and background colour.</summary>
    public void WriteByte(ulong address, byte value)
    {
        var extensions = cirrus->Graphics[CirrusRegister.Extensions];
        var mode = vga->Graphics[VgaRegisters.GfxMode] & 7;
        var target = Scale(address);
        if (mode is not (4 or 5) || (extensions & 4) == 0)
        {
            vram.MarkWritten(target, 1);
            vram.Bytes[target] = value;
            return;
        }

        var width = (extensions & 0x14) == 0x14 ? 2 : 1;
        for (var pixel = 0; pixel < 8; pixel++)
        {
            var isSet = (value >> (7 - pixel) & 1) != 0;
            if (!isSet && mode == 4)
            {
                continue;
            }

            for (var part = 0; part < width; part++)
            {
                var register = (part == 0 ? 0 : 0x10) + (isSet ? 1 : 0);
                var at = (target + (ulong)((pixel * width) + part)) & Mask;
                vram.MarkWritten(at, 1);
                vram.Bytes[at] = cirrus->Graphics[register];
            }
        }
    }

    private byte ReadOne(ulong offset)
    {
        if (offset >= TransferAt)
        {
            return 0xff;
        }

        return HasRegisters && (offset & Mask) > Mask - 0x100
            ? (byte)registers.Read(offset & 0xff, 1)
            : ReadByte(offset & Mask);
    }

    private void WriteOne(ulong offset, byte value)
    {
        if (offset < TransferAt && HasRegisters && (offset & Mask) > Mask - 0x100)
        {
            registers.Write(offset & 0xff, 1, value);
        }
        else if (transfer.IsWaiting)
        {
            transfer.Feed(value);
        }
        else if (offset < TransferAt)
        {
            WriteByte(offset & Mask, value);
        }
    }

    private ulong Scale(ulong address)
    {
        var extensions = cirrus->Graphics[CirrusRegister.Extensions];
        var shift =
            (extensions & 0x14) == 0x14 ? 4
            : (extensions & 0x02) != 0 ? 3
            : 0;
        return (address << shift) & Mask;
    }
}
