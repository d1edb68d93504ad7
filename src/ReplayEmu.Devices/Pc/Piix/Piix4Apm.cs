using ReplayEmu.Machine.Interrupts;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Pc.Piix;

/// <summary>The advanced power management ports: control at 0xB2, which tells the SMI handler what to do, and status at 0xB3.</summary>
internal sealed unsafe class Piix4Apm(Piix4PmState* state, Piix4Pm function, Piix4Acpi acpi, IrqLine? smi) : IBusDevice
{
    private readonly Piix4PmState* state = state;

    public ulong Read(ulong offset, int size) => offset == 0 ? state->ApmControl : state->ApmStatus;

    public void Write(ulong offset, int size, ulong value)
    {
        if (offset != 0)
        {
            state->ApmStatus = (byte)value;
            return;
        }

        state->ApmControl = (byte)value;
        // What the firmware's SMI handler would do for these two is done at once, as in QEMU.
        if (value is 0xf0 or 0xf1)
        {
            acpi.SetSciEnable(value == 0xf1);
        }

        if (function.RaisesSmi)
        {
            smi?.Pulse();
        }
    }
}
