using ReplayEmu.Machine;
using ReplayEmu.Machine.Memory;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Pc;

/// <summary>State of the reset control register.</summary>
[StateStruct("reset-control")]
public partial struct ResetControlState
{
    /// <summary>The bits that keep what was written.</summary>
    public byte Value;
    public byte Reserved0;
    public ushort Reserved1;
    public uint Reserved2;
}

/// <summary>
/// Reset control register of a south bridge, port 0xCF9: bit 2 resets; bit 1 (and bit 3 where it exists) choose the kind of reset,
/// of which there is only one here.
/// </summary>
public sealed unsafe class ResetControl : IBusDevice
{
    private const byte ResetCpu = 0x04;
    private readonly VirtualMachine machine;
    private readonly ResetControlState* state;
    private readonly byte kept;

    /// <param name="name">Of the bridge, for the state section.</param>
    /// <param name="kept">Bits that read back as written.</param>
    internal ResetControl(VirtualMachine machine, string name, byte kept)
    {
        this.machine = machine;
        this.kept = kept;
        state = machine.Arena.Add<ResetControlState>($"{name}.reset");
    }

    public ulong Read(ulong offset, int size) => state->Value;

    public void Write(ulong offset, int size, ulong value)
    {
        // Bit 2 always reads as 0: the machine is reset before anybody can look.
        state->Value = (byte)(value & kept);
        if ((value & ResetCpu) != 0)
        {
            machine.RequestReset();
        }
    }

    internal void Reset() => state->Value = 0;
}
