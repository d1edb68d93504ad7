using System.Buffers.Binary;
using ReplayEmu.Machine.Memory;
using static ReplayEmu.Devices.Firmware.FwCfg.FwCfgKeys;

namespace ReplayEmu.Devices.Firmware.FwCfg;

/// <summary>
/// The big-endian 64-bit DMA address register: writing its low half, or all of it, starts the transfer. Reads give the
/// signature "QEMU CFG". Writes of other sizes or places are not decoded, as in QEMU.
/// </summary>
internal sealed unsafe class FwCfgDmaRegisters(FwCfgState* state, FwCfgDma dma) : IBusDevice
{
    public ulong Read(ulong offset, int size)
    {
        var bytes = BinaryPrimitives.ReverseEndianness(DmaSignature);
        return bytes >> (int)(8 * offset);
    }

    public void Write(ulong offset, int size, ulong value)
    {
        if (size == 4 && offset == 0)
        {
            state->DmaAddress = (ulong)BinaryPrimitives.ReverseEndianness((uint)value) << 32;
        }
        else if (size == 4 && offset == 4)
        {
            Start(state->DmaAddress | BinaryPrimitives.ReverseEndianness((uint)value));
        }
        else if (size == 8)
        {
            Start(BinaryPrimitives.ReverseEndianness(value));
        }
    }

    private void Start(ulong address)
    {
        state->DmaAddress = 0;
        dma.Transfer(state, address);
    }
}
