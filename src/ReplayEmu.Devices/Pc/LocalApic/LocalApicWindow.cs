using ReplayEmu.Machine;
using ReplayEmu.Machine.Memory;
using static ReplayEmu.Devices.Pc.LocalApic.LocalApicRegisters;

namespace ReplayEmu.Devices.Pc.LocalApic;

/// <summary>
/// The megabyte at FEE00000h: the registers of the CPU that looks, and where devices write message-signalled interrupts. It does
/// not follow the APIC base register, as in QEMU.
/// </summary>
public sealed class LocalApicWindow : IBusDevice
{
    private readonly ApicBus bus;

    public LocalApicWindow(VirtualMachine machine, ContainerRegion memory, ApicBus bus)
    {
        this.bus = bus;
        var source = machine.Observation.Register("apic");
        memory.Map(Address, new IoRegion("apic", Size, this, new AccessSizes(1, 4)) { Source = source }, priority: 1);
    }

    /// <summary>Registers are 32 bits wide: narrower reads give 0.</summary>
    public ulong Read(ulong offset, int size) =>
        size < 4 || offset >= 0x1000 ? 0 : bus.Current.Read((int)(offset >> 4));

    public void Write(ulong offset, int size, ulong value)
    {
        if (size < 4)
        {
            return;
        }

        if (offset < 0x10 || offset >= 0x1000)
        {
            bus.Message((uint)(Address + offset), (uint)value);
        }
        else
        {
            bus.Current.Write((int)(offset >> 4), (uint)value);
        }
    }
}
