using ReplayEmu.Devices.Pseries.Xics;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Pseries.Phb;

/// <summary>Where functions write messages to: the data is the interrupt's number.</summary>
internal sealed class PhbMessages(XicsDevice xics) : IBusDevice
{
    public ulong Read(ulong offset, int size) => 0;

    public void Write(ulong offset, int size, ulong value) => xics.Message((uint)value);
}
