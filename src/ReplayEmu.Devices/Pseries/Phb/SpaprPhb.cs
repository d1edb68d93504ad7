using ReplayEmu.Devices.Pci;
using ReplayEmu.Devices.Pseries.Rtas;
using ReplayEmu.Devices.Pseries.Xics;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Pseries.Phb;

/// <summary>
/// The PCI host bridge: configuration space and messages behind RTAS calls, and windows of the processor's addresses onto those of the bus.
/// </summary>
public sealed unsafe partial class SpaprPhb : IDevice, IFactSource
{
    /// <summary>Bus unit identifier.</summary>
    public const ulong Buid = 0x800000020000000;
    private const int HardwareError = -1;

    /// <summary>Bus address that messages are written to.</summary>
    private const ulong MessageWindow = 0x400_0000_0000;
    private const ulong MessageWindowSize = 0x1000;
    private readonly VirtualMachine machine;
    private readonly XicsDevice xics;
    private readonly SpaprPhbState* state;
    private readonly PciBus bus;

    /// <param name="machine">The machine.</param>
    /// <param name="windows">Where the windows are.</param>
    /// <param name="xics">Takes the wires and the messages.</param>
    /// <param name="interrupts">Numbers of both.</param>
    public SpaprPhb(VirtualMachine machine, PhbWindows windows, XicsDevice xics, PhbInterrupts interrupts)
    {
        this.machine = machine;
        this.xics = xics;
        Interrupts = interrupts;
        Windows = windows;
        state = machine.Arena.Add<SpaprPhbState>(Name);
        var memory = new ContainerRegion("pci-memory", ulong.MaxValue);
        bus = new PciBus(machine, memory, machine.Ports.Root)
        {
            WireOf = static (slot, pin) => (slot + pin) & 3,
            Router = new PhbWires(xics, interrupts.FirstWire),
        };
        var root = machine.Memory.Root;
        // Only devices write here; in QEMU the processor does not see it.
        root.Map(
            MessageWindow,
            new IoRegion("pci-msi", MessageWindowSize, new PhbMessages(xics), new AccessSizes(4, 4))
            {
                Source = machine.Observation.Register("pci-msi"),
            }
        );
        root.Map(windows.Io, new AliasRegion("pci-io", machine.Ports.Root, 0, PhbWindows.IoSize));
        root.Map(windows.Memory32, new AliasRegion("pci-mem32", memory, PhbWindows.Bus32, windows.Memory32Size));
        if (windows.Memory64Size != 0)
        {
            root.Map(windows.Memory64, new AliasRegion("pci-mem64", memory, windows.Bus64, windows.Memory64Size));
        }
    }

    public string Name => "phb0";

    public PciBus Bus => bus;

    public PhbWindows Windows { get; }

    /// <summary>Numbers of wires and messages.</summary>
    public PhbInterrupts Interrupts { get; }

    public void Reset() => *state = default;

    public void WriteFacts(FactWriter facts)
    {
        facts.Add("phb", $"io 0x{Windows.Io:x} size 0x{PhbWindows.IoSize:x}");
        facts.Add("phb", $"mem32 0x{Windows.Memory32:x} size 0x{Windows.Memory32Size:x} bus 0x{PhbWindows.Bus32:x}");
        facts.Add("phb", $"mem64 0x{Windows.Memory64:x} size 0x{Windows.Memory64Size:x} bus 0x{Windows.Bus64:x}");
    }

    /// <summary>ibm,read-pci-config: address, identifier of two halves, size; status, value.</summary>
    internal void ReadConfig(RtasCall call)
    {
        if (!Find(call, out var function, out var register, out var size))
        {
            call.Status(HardwareError);
            return;
        }

        call.Status(0);
        call.Return(1, ReadRegister(function!, register, size));
    }

    /// <summary>A register of configuration space, of 1, 2 or 4 bytes; an interaction.</summary>
    public uint ReadRegister(PciFunction function, int register, int size)
    {
        var value = function.ReadConfig(register, size) & Mask(size);
        Report(InteractionKind.ConfigRead, function, register, size, value);
        return value;
    }

    /// <summary>As <see cref="ReadRegister"/>.</summary>
    public void WriteRegister(PciFunction function, int register, int size, uint value)
    {
        Report(InteractionKind.ConfigWrite, function, register, size, value);
        function.WriteConfig(register, size, value);
    }

    /// <summary>ibm,write-pci-config: address, identifier of two halves, size, value; status.</summary>
    internal void WriteConfig(RtasCall call)
    {
        if (!Find(call, out var function, out var register, out var size))
        {
            call.Status(HardwareError);
            return;
        }

        WriteRegister(function!, register, size, call[4] & Mask(size));
        call.Status(0);
    }

    /// <summary>The function and register that a call names: bus &lt;&lt; 16, slot and function &lt;&lt; 8, register.</summary>
    private bool Find(RtasCall call, out PciFunction? function, out int register, out int size)
    {
        var address = call[0];
        size = call[3] <= 4 ? (int)call[3] : 0;
        register = (int)(address & 0xff) | (int)(address >> 20 & 0xf00);
        function = FunctionOf(call);
        return size is 1 or 2 or 4
            && (register & (size - 1)) == 0
            && register < PciFunction.ConfigSize
            && function != null;
    }

    /// <summary>What an address and a bus unit identifier, the first three arguments, name.</summary>
    private PciFunction? FunctionOf(RtasCall call) =>
        (((ulong)call[1] << 32) | call[2]) == Buid && (call[0] >> 16 & 0xff) == 0
            ? bus[(int)(call[0] >> 8 & 0xff)]
            : null;

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
