using ReplayEmu.Devices.Pc.LocalApic;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Interrupts;
using ReplayEmu.Machine.Memory;
using static ReplayEmu.Devices.Pc.IoApic.IoApicRegisters;

namespace ReplayEmu.Devices.Pc.IoApic;

/// <summary>
/// The 82093AA I/O APIC with 24 inputs. Inputs 0 to 15 are the ISA requests, except that request 0 arrives at input 2; the
/// wires' polarity bits are without effect, as in QEMU: asserted is asserted.
/// </summary>
public sealed unsafe class IoApicDevice : IDevice, IIrqSink, IBusDevice, IEndOfInterrupt
{
    private readonly IoApicState* state;
    private readonly ApicBus bus;
    private readonly IInterruptAcknowledge external;
    private readonly byte version;

    /// <param name="machine">The machine.</param>
    /// <param name="memory">Where the registers appear.</param>
    /// <param name="bus">Where interrupts go.</param>
    /// <param name="external">The 8259A, which gives the vectors of inputs in external mode.</param>
    /// <param name="properties">See <see cref="IoApicProperties"/>.</param>
    public IoApicDevice(
        VirtualMachine machine,
        ContainerRegion memory,
        ApicBus bus,
        IInterruptAcknowledge external,
        PropertySet properties
    )
    {
        this.bus = bus;
        this.external = external;
        version = properties.Get(IoApicProperties.Version);
        state = machine.Arena.Add<IoApicState>(Name);
        var source = machine.Observation.Register(Name);
        memory.Map(Address, new IoRegion(Name, Size, this, AccessSizes.UpTo4) { Source = source }, priority: 1);
        bus.Add(this);
    }

    public string Name => "ioapic";

    public void Reset()
    {
        *state = default;
        for (var i = 0; i < Inputs; i++)
        {
            state->Entries[i] = Masked;
        }
    }

    public void SetInput(int input, bool level)
    {
        input = input == 0 ? 2 : input;
        var bit = 1u << input;
        var entry = state->Entries[input];
        if ((entry & LevelTriggered) != 0)
        {
            state->Requests = level ? state->Requests | bit : state->Requests & ~bit;
            if (level && (entry & RemoteRequest) == 0)
            {
                Service();
            }
        }
        else if (level && (entry & Masked) == 0)
        {
            state->Requests |= bit;
            Service();
        }
    }

    public ulong Read(ulong offset, int size)
    {
        switch (offset & 0xff)
        {
            case Select:
                return state->Select;
            case Window when size == 4:
                return ReadRegister(state->Select);
            default:
                return 0;
        }
    }

    public void Write(ulong offset, int size, ulong value)
    {
        switch (offset & 0xff)
        {
            case Select:
                state->Select = (byte)value;
                break;
            case Window when size == 4:
                WriteRegister(state->Select, (uint)value);
                break;
            case IoApicRegisters.EndOfInterrupt when size == 4 && version == VersionWithEnd:
                EndOfInterrupt((byte)value);
                break;
        }
    }

    /// <summary>A CPU has finished with a vector: the inputs that sent it may send it again.</summary>
    public void EndOfInterrupt(byte vector)
    {
        const ulong Waiting = LevelTriggered | RemoteRequest;
        for (var i = 0; i < Inputs; i++)
        {
            ref var entry = ref state->Entries[i];
            if ((byte)entry == vector && (entry & Waiting) == Waiting)
            {
                entry &= ~RemoteRequest;
                if ((entry & Masked) == 0 && (state->Requests >> i & 1) != 0)
                {
                    Service();
                }
            }
        }
    }

    private uint ReadRegister(byte register)
    {
        switch (register)
        {
            case Id or Arbitration:
                return (uint)state->Id << 24;
            case Version:
                return version | ((Inputs - 1u) << 16);
            case >= Entries and < Entries + (2 * Inputs):
                var entry = state->Entries[(register - Entries) >> 1];
                return (uint)((register & 1) != 0 ? entry >> 32 : entry);
            default:
                return 0;
        }
    }

    private void WriteRegister(byte register, uint value)
    {
        if (register == Id)
        {
            state->Id = (byte)(value >> 24 & 0xf);
        }
        else if (register is >= Entries and < Entries + (2 * Inputs))
        {
            ref var entry = ref state->Entries[(register - Entries) >> 1];
            var kept = entry & ReadOnly;
            entry = (register & 1) != 0 ? (entry & uint.MaxValue) | ((ulong)value << 32) : (entry >> 32 << 32) | value;
            entry = (entry & ~ReadOnly) | kept;
            if ((entry & LevelTriggered) == 0)
            {
                entry &= ~RemoteRequest;
            }

            Service();
        }
    }

    /// <summary>Sends what requests and may.</summary>
    private void Service()
    {
        for (var i = 0; i < Inputs; i++)
        {
            ref var entry = ref state->Entries[i];
            if ((state->Requests >> i & 1) == 0 || (entry & Masked) != 0)
            {
                continue;
            }

            if ((entry & LevelTriggered) == 0)
            {
                state->Requests &= ~(1u << i);
            }
            else if ((entry & RemoteRequest) != 0)
            {
                continue;
            }
            else
            {
                entry |= RemoteRequest;
            }

            Send(entry);
        }
    }

    private void Send(ulong entry)
    {
        var mode = (DeliveryMode)(entry >> 8 & 7);
        var vector = mode == DeliveryMode.External ? external.AcknowledgeInterrupt() : (byte)entry;
        bus.Send((byte)(entry >> 56), (entry >> 11 & 1) != 0, mode, vector, (entry & LevelTriggered) != 0);
    }
}
