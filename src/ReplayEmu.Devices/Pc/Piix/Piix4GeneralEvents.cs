using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Pc.Piix;

/// <summary>GPE0 block at 0xAFE0: two bytes of status, cleared by ones, two of enable. No device raises an event yet.</summary>
internal sealed unsafe class Piix4GeneralEvents(Piix4PmState* state, Piix4Acpi acpi) : IBusDevice
{
    private readonly Piix4PmState* state = state;

    public ulong Read(ulong offset, int size)
    {
        var word = offset < 2 ? state->GeneralStatus : state->GeneralEnable;
        return (byte)(word >> (int)(8 * (offset & 1)));
    }

    public void Write(ulong offset, int size, ulong value)
    {
        var shift = (int)(8 * (offset & 1));
        if (offset < 2)
        {
            state->GeneralStatus &= (ushort)~(value << shift);
        }
        else
        {
            state->GeneralEnable = (ushort)((state->GeneralEnable & ~(0xff << shift)) | (int)((uint)value << shift));
        }

        acpi.Update();
    }
}
