using ReplayEmu.Devices.Display.Vga;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Display.Cirrus;

/// <summary>
/// The window at 0xA0000: a VGA's until SR07 chooses a linear mode; then two banks of 32 KiB, and the transfer registers at 0xB8000 when SR17
/// says so. While the engine waits for data, what is written to the window goes to it.
/// </summary>
internal sealed unsafe class CirrusMemory(
    CirrusState* cirrus,
    VgaMemory window,
    CirrusLinear linear,
    CirrusTransferRegisters registers,
    CirrusTransfer transfer
) : IBusDevice
{
    private const ulong RegistersAt = 0x18000;
    private const ulong BankSize = 0x8000;
    private readonly CirrusState* cirrus = cirrus;

    private bool IsLinear => (cirrus->Sequencer[CirrusRegister.Mode] & 1) != 0;

    private bool HasRegisters => (cirrus->Sequencer[CirrusRegister.Configuration] & 0x44) == 0x04;

    public ulong Read(ulong offset, int size)
    {
        if (!IsLinear)
        {
            return window.Read(offset, size);
        }

        if (offset < 2 * BankSize)
        {
            return Locate(offset, out var address) ? linear.ReadByte(address) : 0xfful;
        }

        return offset is >= RegistersAt and < RegistersAt + 0x100 && HasRegisters
            ? registers.Read(offset - RegistersAt, 1)
            : 0xff;
    }

    public void Write(ulong offset, int size, ulong value)
    {
        if (!IsLinear)
        {
            window.Write(offset, size, value);
        }
        else if (offset < 2 * BankSize)
        {
            if (transfer.IsWaiting)
            {
                transfer.Feed((byte)value);
            }
            else if (Locate(offset, out var address))
            {
                linear.WriteByte(address, (byte)value);
            }
        }
        else if (offset is >= RegistersAt and < RegistersAt + 0x100 && HasRegisters)
        {
            registers.Write(offset - RegistersAt, 1, value);
        }
    }

    private bool Locate(ulong offset, out ulong address)
    {
        var extensions = cirrus->Graphics[CirrusRegister.Extensions];
        var second = offset >= BankSize;
        var isDouble = (extensions & 1) != 0;
        var bank = cirrus->Graphics[isDouble && second ? CirrusRegister.Bank1 : CirrusRegister.Bank0];
        address = (ulong)bank << ((extensions & 0x20) != 0 ? 14 : 12);
        if (isDouble && second)
        {
            offset -= BankSize;
        }

        address += offset;
        return address < CirrusDevice.VideoMemory;
    }
}
