using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Display.Cirrus;

/// <summary>BAR 1: the ports from 0x3C0 on at 0, the transfer registers at 0x100.</summary>
internal sealed class CirrusMmio(CirrusPorts ports, CirrusTransferRegisters registers) : IBusDevice
{
    private const ulong Ports = 0x20;
    private const ulong FirstPort = 0x10;
    private const ulong Registers = 0x100;

    public ulong Read(ulong offset, int size) =>
        offset switch
        {
            < Ports => ports.Read(offset + FirstPort, 1),
            >= Registers and < Registers + 0x100 => registers.Read(offset - Registers, 1),
            _ => 0xff,
        };

    public void Write(ulong offset, int size, ulong value)
    {
        if (offset < Ports)
        {
            ports.Write(offset + FirstPort, 1, value);
        }
        else if (offset is >= Registers and < Registers + 0x100)
        {
            registers.Write(offset - Registers, 1, value);
        }
    }
}
