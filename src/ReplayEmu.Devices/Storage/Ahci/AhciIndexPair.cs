using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Storage.Ahci;

/// <summary>The index and data registers at 16 and 20 of BAR 4 (Serial ATA AHCI 1.3, section 10.14); nothing else is there.</summary>
internal sealed unsafe class AhciIndexPair(AhciController controller, AhciState* state) : IBusDevice
{
    private const ulong Index = 0x10;
    private const ulong Data = 0x14;
    private readonly AhciState* state = state;

    public ulong Read(ulong offset, int size) =>
        offset switch
        {
            Index => state->Index,
            Data => controller.Read(state->Index, 4),
            _ => 0,
        };

    public void Write(ulong offset, int size, ulong value)
    {
        switch (offset)
        {
            case Index:
                state->Index = (uint)value & 0xffc;
                break;
            case Data:
                controller.Write(state->Index, 4, value);
                break;
        }
    }
}
