using ReplayEmu.Machine;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Pc.Acpi;

/// <summary>
/// A GPE0 block (ACPI 3.0, section 4.7.4.1): as many bytes of status, cleared by ones, as of enable. No device raises an event yet.
/// </summary>
internal sealed unsafe class AcpiGeneralEvents : IBusDevice
{
    private readonly AcpiGeneralEventsState* state;
    private readonly AcpiPm1 pm1;
    private readonly ulong half;

    /// <param name="name">Of the device, for the state section.</param>
    /// <param name="pm1">Raises the system control interrupt.</param>
    /// <param name="size">Bytes of the block, 4 to 16.</param>
    public AcpiGeneralEvents(VirtualMachine machine, string name, AcpiPm1 pm1, ulong size)
    {
        this.pm1 = pm1;
        half = size / 2;
        state = machine.Arena.Add<AcpiGeneralEventsState>($"{name}.gpe0");
    }

    public ulong Read(ulong offset, int size)
    {
        var bits = offset < half ? state->Status : state->Enable;
        return (byte)(bits >> (int)(8 * (offset % half)));
    }

    public void Write(ulong offset, int size, ulong value)
    {
        var shift = (int)(8 * (offset % half));
        if (offset < half)
        {
            state->Status &= ~((ulong)(byte)value << shift);
        }
        else
        {
            state->Enable = (state->Enable & ~(0xfful << shift)) | ((ulong)(byte)value << shift);
        }

        pm1.SetGeneralEvent((state->Status & state->Enable) != 0);
    }

    internal void Reset() => *state = default;
}
