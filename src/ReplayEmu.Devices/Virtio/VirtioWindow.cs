using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Virtio;

/// <summary>Reads a register of a window.</summary>
internal delegate ulong VirtioRead(int offset, int size);

/// <summary>Writes a register of a window.</summary>
internal delegate void VirtioWrite(int offset, int size, uint value);

/// <summary>One of the structures that the modern transport has in a BAR (Virtio 1.2, section 4.1.4).</summary>
internal sealed class VirtioWindow(VirtioRead read, VirtioWrite write) : IBusDevice
{
    public ulong Read(ulong offset, int size) => read((int)offset, size);

    public void Write(ulong offset, int size, ulong value) => write((int)offset, size, (uint)value);
}
