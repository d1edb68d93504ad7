using ReplayEmu.Devices.Pci;
using ReplayEmu.Devices.Pseries.Rtas;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Pseries.Phb;

/// <summary>
/// The PCI host bridge: configuration space behind RTAS calls, and windows of the processor's addresses onto those of the bus. It has no
/// state of its own.
/// </summary>
public sealed class SpaprPhb : IDevice, IFactSource
{
    /// <summary>Bus unit identifier.</summary>
    public const ulong Buid = 0x800000020000000;
    private const int HardwareError = -1;
    private readonly VirtualMachine machine;
    private readonly PciBus bus;

    /// <param name="machine">The machine.</param>
    /// <param name="windows">Where the windows are.</param>
    public SpaprPhb(VirtualMachine machine, PhbWindows windows)
    {
        this.machine = machine;
        Windows = windows;
        var memory = new ContainerRegion("pci-memory", ulong.MaxValue);
        bus = new PciBus(machine, memory, machine.Ports.Root);
        var root = machine.Memory.Root;
        root.Map(windows.Io, new AliasRegion("pci-io", machine.Ports.Root, 0, PhbWindows.IoSize));
        root.Map(windows.Memory32, new AliasRegion("pci-mem32", memory, PhbWindows.Bus32, windows.Memory32Size));
        if (windows.Memory64Size != 0)
        {
            root.Map(windows.Memory64, new AliasRegion("pci-mem64", memory, windows.Memory64, windows.Memory64Size));
        }
    }

    public string Name => "phb0";

    public PciBus Bus => bus;

    public PhbWindows Windows { get; }

    public void Reset() { }

    public void WriteFacts(FactWriter facts)
    {
        facts.Add("phb", $"io 0x{Windows.Io:x} size 0x{PhbWindows.IoSize:x}");
        facts.Add("phb", $"mem32 0x{Windows.Memory32:x} size 0x{Windows.Memory32Size:x} bus 0x{PhbWindows.Bus32:x}");
        facts.Add("phb", $"mem64 0x{Windows.Memory64:x} size 0x{Windows.Memory64Size:x}");
    }

    /// <summary>ibm,read-pci-config: address, identifier of two halves, size; status, value.</summary>
    internal void ReadConfig(RtasCall call)
    {
        if (!Find(call, out var function, out var register, out var size))
        {
            call.Status(HardwareError);
            return;
        }

        var value = function!.ReadConfig(register, size) & Mask(size);
        Report(InteractionKind.ConfigRead, function, register, size, value);
        call.Status(0);
        call.Return(1, value);
    }

    /// <summary>ibm,write-pci-config: address, identifier of two halves, size, value; status.</summary>
    internal void WriteConfig(RtasCall call)
    {
        if (!Find(call, out var function, out var register, out var size))
        {
            call.Status(HardwareError);
            return;
        }

        var value = call[4] & Mask(size);
        Report(InteractionKind.ConfigWrite, function!, register, size, value);
        function!.WriteConfig(register, size, value);
        call.Status(0);
    }

    /// <summary>The function and register that a call names: bus &lt;&lt; 16, slot and function &lt;&lt; 8, register.</summary>
    private bool Find(RtasCall call, out PciFunction? function, out int register, out int size)
    {
        var address = call[0];
        size = call[3] <= 4 ? (int)call[3] : 0;
        register = (int)(address & 0xff) | (int)(address >> 20 & 0xf00);
        function = (address >> 16 & 0xff) == 0 ? bus[(int)(address >> 8 & 0xff)] : null;
        return (((ulong)call[1] << 32) | call[2]) == Buid
            && size is 1 or 2 or 4
            && (register & (size - 1)) == 0
            && register < PciFunction.ConfigSize
            && function != null;
    }

    private void Report(InteractionKind kind, PciFunction function, int register, int size, uint value) =>
        machine.Observation.Report(
            kind,
            function.Source,
            ((ulong)function.Address << 8) | (uint)register,
            (uint)size,
            value
        );

    private static uint Mask(int size) => size == 4 ? uint.MaxValue : (1u << (8 * size)) - 1;
}
