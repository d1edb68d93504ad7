using ReplayEmu.Machine;
using ReplayEmu.Machine.Memory;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Pc;

/// <summary>State of an SMBus host controller.</summary>
[StateStruct("smbus-host")]
public unsafe partial struct SmbusHostState
{
    /// <summary>Status, (reserved), control, command, address, data 0, data 1, (block data).</summary>
    public fixed byte Registers[8];
}

/// <summary>
/// SMBus host controller of PIIX4 and ICH9 (Intel 290562, section 11.3; Intel 316972, section 20.2). No slave answers: every
/// transaction ends at once with DEV_ERR. QEMU's board has eight serial EEPROMs at 0x50 to 0x57, which no firmware or kernel of
/// ours reads.
/// </summary>
internal sealed unsafe class SmbusHost : IBusDevice
{
    private const int Status = 0;
    private const int Control = 2;
    private const byte DeviceError = 0x04;
    private const byte Start = 0x40;
    private readonly SmbusHostState* state;

    /// <param name="name">Of the device, for the state section.</param>
    public SmbusHost(VirtualMachine machine, string name) => state = machine.Arena.Add<SmbusHostState>($"{name}.smbus");

    public ulong Read(ulong offset, int size) => offset < 8 ? state->Registers[offset] : (byte)0;

    public void Write(ulong offset, int size, ulong value)
    {
        switch (offset)
        {
            case Status:
                state->Registers[Status] &= (byte)~value;
                break;
            case Control:
                state->Registers[Control] = (byte)(value & ~(uint)Start);
                if ((value & Start) != 0)
                {
                    state->Registers[Status] |= DeviceError;
                }

                break;
            case < 8:
                state->Registers[offset] = (byte)value;
                break;
        }
    }

    internal void Reset() => *state = default;
}
