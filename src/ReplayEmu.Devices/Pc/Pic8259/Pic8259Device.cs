using ReplayEmu.Machine;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Interrupts;
using static ReplayEmu.Devices.Pc.Pic8259.Pic8259Registers;

namespace ReplayEmu.Devices.Pc.Pic8259;

/// <summary>
/// The two cascaded 8259A interrupt controllers of a PC with the chipset's ELCR. Inputs 0 to 7 are the master's, 8 to 15 the
/// slave's. An edge that was latched stays requested when the line falls before it is acknowledged, as in QEMU (the
/// 8259A would answer with a spurious interrupt then).
/// </summary>
public sealed unsafe class Pic8259Device : IDevice, IIrqSink, IInterruptAcknowledge, IFactSource
{
    private readonly Pic8259State* state;
    private readonly IrqLine cascade;

    public Pic8259Device(VirtualMachine machine)
    {
        state = machine.Arena.Add<Pic8259State>(Name);
        cascade = machine.Irqs.Connect("pic8259.cascade", this, CascadeInput);
        var source = machine.Observation.Register(Name);
        PortWindow.Map(machine, "pic8259.master", source, MasterPort, 2, o => Read(0, o), (o, v) => Write(0, o, v));
        PortWindow.Map(machine, "pic8259.slave", source, SlavePort, 2, o => Read(1, o), (o, v) => Write(1, o, v));
        PortWindow.Map(machine, "pic8259.elcr", source, ElcrPort, 2, o => Chip((int)o).Elcr, WriteElcr);
    }

    public string Name => "pic8259";

    /// <summary>The wire to the CPU's INTR pin.</summary>
    public IrqLine? Output { get; set; }

    public void Reset()
    {
        for (var i = 0; i < 2; i++)
        {
            Chip(i).Reset();
        }

        Update();
    }

    public void SetInput(int input, bool level)
    {
        Chip(input >> 3).SetPin(input & 7, level);
        Update();
    }

    /// <summary>Spurious requests give input 7 of the chip that was asked, without an in-service bit.</summary>
    public byte AcknowledgeInterrupt()
    {
        var master = Chip(0);
        var input = master.Pending();
        byte vector;
        if (input < 0)
        {
            vector = master.Vector(7);
        }
        else if (input != CascadeInput)
        {
            master.Acknowledge(input);
            vector = master.Vector(input);
        }
        else
        {
            // The slave drops its INT pin during the cycle, so that a further request of it is a new edge.
            master.Acknowledge(input);
            cascade.Set(false);
            var slave = Chip(1);
            var slaveInput = slave.Pending();
            if (slaveInput >= 0)
            {
                slave.Acknowledge(slaveInput);
            }

            vector = slave.Vector(slaveInput < 0 ? 7 : slaveInput);
        }

        Update();
        return vector;
    }

    public void WriteFacts(FactWriter facts)
    {
        facts.Add("irq", $"pic8259 master port 0x{MasterPort:x4}, slave port 0x{SlavePort:x4} on input {CascadeInput}");
        facts.Add("irq", $"pic8259 elcr port 0x{ElcrPort:x4}, writable 0x{SlaveElcrMask:x2}{MasterElcrMask:x2}");
    }

    private Pic8259Chip Chip(int index) =>
        new(
            (Pic8259ChipState*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref state->Chip[index]),
            index == 0,
            index == 0 ? MasterElcrMask : SlaveElcrMask
        );

    private byte Read(int chip, ulong offset)
    {
        var value = Chip(chip).Read(offset);
        Update();
        return value;
    }

    private void Write(int chip, ulong offset, byte value)
    {
        Chip(chip).Write(offset, value);
        Update();
    }

    private void WriteElcr(ulong chip, byte value)
    {
        var target = Chip((int)chip);
        target.Elcr = value;
        Update();
    }

    private void Update()
    {
        cascade.Set(Chip(1).Requests);
        Output?.Set(Chip(0).Requests);
    }
}
