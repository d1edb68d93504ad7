using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Pc.Piix;

/// <summary>
/// SMBus host controller at 0xB100 (Intel 290562, section 11.3). No slave answers: every transaction ends at once with DEV_ERR.
/// QEMU's board has eight serial EEPROMs at 0x50 to 0x57, which no firmware or kernel of ours reads.
/// </summary>
internal sealed unsafe class Piix4Smbus(Piix4PmState* state) : IBusDevice
{
    private const int Status = 0;
    private const int Control = 2;
    private const byte DeviceError = 0x04;
    private const byte Start = 0x40;
    private readonly Piix4PmState* state = state;

    public ulong Read(ulong offset, int size) => offset < 8 ? state->Smbus[offset] : (byte)0;

    public void Write(ulong offset, int size, ulong value)
    {
        switch (offset)
        {
            case Status:
                state->Smbus[Status] &= (byte)~value;
                break;
            case Control:
                state->Smbus[Control] = (byte)(value & ~(uint)Start);
                if ((value & Start) != 0)
                {
                    state->Smbus[Status] |= DeviceError;
                }

                break;
            case < 8:
                state->Smbus[offset] = (byte)value;
                break;
        }
    }
}
