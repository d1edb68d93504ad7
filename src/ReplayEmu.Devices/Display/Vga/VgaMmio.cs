using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Display.Vga;

/// <summary>
/// BAR 2 (QEMU docs/specs/standard-vga): 0x000 monitor description (absent: zeros), 0x400 VGA ports from 0x3C0, 0x500 Bochs
/// display interface, 0x600 extended registers (size and byte order; the frame buffer is little-endian always).
/// </summary>
internal sealed class VgaMmio(VgaPorts ports, VbePorts vbe, bool extended) : IBusDevice
{
    public const ulong Size = 0x1000;
    private const ulong VgaFirst = 0x400;
    private const ulong VbeFirst = 0x500;
    private const ulong ExtendedFirst = 0x600;
    private const uint LittleEndian = 0x1e1e1e1e;

    public ulong Read(ulong offset, int size)
    {
        if (offset is >= VgaFirst and < VgaFirst + 0x20)
        {
            var value = ports.Read(offset - VgaFirst + 0x10, 1);
            return size == 1 ? value : value | ports.Read(offset - VgaFirst + 0x11, 1) << 8;
        }

        if (offset is >= VbeFirst and < VbeFirst + 0x16)
        {
            return (ulong)vbe.ReadRegister((int)(offset - VbeFirst) / 2) >> (int)(8 * (offset & 1));
        }

        return extended
            ? offset switch
            {
                ExtendedFirst => 8,
                >= ExtendedFirst + 4 and < ExtendedFirst + 8 => LittleEndian >> (int)(8 * (offset & 3)),
                _ => 0ul,
            }
            : 0;
    }

    /// <summary>The byte order register takes only little-endian: writes have no effect.</summary>
    public void Write(ulong offset, int size, ulong value)
    {
        if (offset is >= VgaFirst and < VgaFirst + 0x20)
        {
            ports.Write(offset - VgaFirst + 0x10, 1, value & 0xff);
            if (size == 2)
            {
                ports.Write(offset - VgaFirst + 0x11, 1, value >> 8);
            }
        }
        else if (size == 2 && offset is >= VbeFirst and < VbeFirst + 0x16 && (offset & 1) == 0)
        {
            vbe.WriteRegister((int)(offset - VbeFirst) / 2, (ushort)value);
        }
    }
}
