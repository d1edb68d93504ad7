using ReplayEmu.Machine;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Interrupts;
using static ReplayEmu.Devices.Pc.LocalApic.LocalApicRegisters;

namespace ReplayEmu.Devices.Pc.LocalApic;

/// <summary>
/// The local APIC of one CPU (Intel SDM volume 3, chapter 11; xAPIC mode only), between the 8259A and the CPU's interrupt pin.
/// Inputs are 0 LINT0, where the 8259A is, 1 LINT1, 2 the global enable of the APIC base register.
/// </summary>
public sealed unsafe class LocalApicDevice : IDevice, IIrqSink, IInterruptAcknowledge, ITaskPriority
{
    public const int Lint0 = 0;
    public const int Lint1 = 1;
    public const int GlobalEnable = 2;
    private readonly LocalApicState* state;
    private readonly LocalApicTimer timer;
    private readonly IInterruptAcknowledge external;
    private readonly LocalApicPins pins;
    private readonly ApicBus bus;
    private readonly byte initialId;
    private readonly byte version;
    private readonly bool lint0External;

    /// <param name="machine">The machine.</param>
    /// <param name="bus">Gets this APIC.</param>
    /// <param name="index">Number of the CPU; 0 is the one that boots.</param>
    /// <param name="id">Number of the APIC.</param>
    /// <param name="pins">Of the CPU.</param>
    /// <param name="external">The 8259A, for its vectors.</param>
    /// <param name="properties">See <see cref="LocalApicProperties"/>.</param>
    public LocalApicDevice(
        VirtualMachine machine,
        ApicBus bus,
        byte index,
        byte id,
        LocalApicPins pins,
        IInterruptAcknowledge external,
        PropertySet properties
    )
    {
        this.bus = bus;
        this.pins = pins;
        this.external = external;
        initialId = id;
        Name = $"apic{index}";
        version = properties.Get(LocalApicProperties.Version);
        lint0External = index == 0 && properties.Get(LocalApicProperties.Lint0External);
        state = machine.Arena.Add<LocalApicState>(Name);
        timer = new LocalApicTimer(machine, state, Name + ".timer", () => DeliverLocal(TimerVector));
        bus.Add(this);
    }

    public string Name { get; }

    /// <summary>APIC number, as the guest may have changed it.</summary>
    public byte Id => state->Id;

    public void Reset()
    {
        Clear();
        state->Id = initialId;
        state->Enabled = 1;
        if (lint0External)
        {
            state->LocalVectors[Lint0Vector] = (uint)DeliveryMode.External << 8;
        }

        timer.Update();
        UpdateOutput();
    }

    /// <summary>INIT: as a reset, but number and global enable stay (Intel SDM volume 3, section 11.4.7.3).</summary>
    private void Initialize()
    {
        var (id, enabled) = (state->Id, state->Enabled);
        Clear();
        (state->Id, state->Enabled) = (id, enabled);
        timer.Update();
        UpdateOutput();
    }

    private void Clear()
    {
        var (lint0, lint1) = (state->Lint0Level, state->Lint1Level);
        *state = default;
        (state->Lint0Level, state->Lint1Level) = (lint0, lint1);
        state->Spurious = 0xff;
        state->DestinationFormat = 0xf;
        for (var i = 0; i < LocalVectorCount; i++)
        {
            state->LocalVectors[i] = Masked;
        }
    }

    public void SetInput(int input, bool level)
    {
        switch (input)
        {
            case Lint0:
                state->Lint0Level = level ? (byte)1 : (byte)0;
                ChangeLocalPin(Lint0Vector, level);
                break;
            case Lint1:
                state->Lint1Level = level ? (byte)1 : (byte)0;
                ChangeLocalPin(Lint1Vector, level);
                break;
            case GlobalEnable:
                state->Enabled = level ? (byte)1 : (byte)0;
                state->Spurious &= (ushort)(level ? 0xffff : ~SoftwareEnable & 0xffff);
                UpdateOutput();
                break;
        }
    }

    /// <summary>A request of the 8259A goes first; then the highest vector, which is then in service, or the spurious one.</summary>
    public byte AcknowledgeInterrupt()
    {
        var vector = IsSoftwareEnabled ? Pending : 0;
        if (vector == 0 || ExternalRequested)
        {
            return external.AcknowledgeInterrupt();
        }

        if (vector < 0)
        {
            return (byte)state->Spurious;
        }

        state->Request.Set(vector, false);
        state->InService.Set(vector, true);
        UpdateOutput();
        return (byte)vector;
    }

    /// <summary>Whether a logical destination names this APIC.</summary>
    public bool AnswersTo(byte destination) =>
        state->DestinationFormat switch
        {
            0xf => (destination & state->LogicalDestination) != 0,
            0 => ((destination ^ state->LogicalDestination) & 0xf0) == 0
                && (destination & state->LogicalDestination & 0xf) != 0,
            _ => false,
        };

    /// <summary>An interrupt arrives.</summary>
    public void Accept(DeliveryMode mode, byte vector, bool level)
    {
        switch (mode)
        {
            case DeliveryMode.Smi:
                pins.Smi.Pulse();
                break;
            case DeliveryMode.Nmi:
                pins.Nmi.Pulse();
                break;
            case DeliveryMode.Init:
                pins.Init.Pulse();
                Initialize();
                break;
            case DeliveryMode.Fixed:
            case DeliveryMode.LowestPriority:
            case DeliveryMode.External:
                Request(vector, level);
                break;
            case DeliveryMode.Startup:
                pins.Startup.Start(vector);
                break;
        }
    }

    internal uint Read(int register)
    {
        switch (register)
        {
            case Id_:
                return (uint)state->Id << 24;
            case Version:
                return version | ((LocalVectorCount - 1u) << 16);
            case TaskPriority:
                return state->TaskPriority;
            case ArbitrationPriority or EndOfInterrupt:
                return 0;
            case ProcessorPriority:
                return (uint)Priority;
            case LogicalDestination:
                return (uint)state->LogicalDestination << 24;
            case DestinationFormat:
                return ((uint)state->DestinationFormat << 28) | 0xfff_ffff;
            case Spurious:
                return state->Spurious;
            case >= InService and < InService + 8:
                return state->InService[register & 7];
            case >= Trigger and < Trigger + 8:
                return state->Trigger[register & 7];
            case >= LocalApicRegisters.Request and < LocalApicRegisters.Request + 8:
                return state->Request[register & 7];
            case ErrorStatus:
                return state->ErrorStatus;
            case CommandLow:
                return state->CommandLow;
            case CommandHigh:
                return state->CommandHigh;
            case >= LocalVectors and < LocalVectors + LocalVectorCount:
                return state->LocalVectors[register - LocalVectors];
            case InitialCount:
                return state->InitialCount;
            case CurrentCount:
                return timer.CurrentCount;
            case DivideConfiguration:
                return state->DivideConfiguration;
            default:
                state->ErrorStatus |= IllegalRegister;
                return 0;
        }
    }

    internal void Write(int register, uint value)
    {
        switch (register)
        {
            case Id_:
                state->Id = (byte)(value >> 24);
                break;
            case TaskPriority:
                SetTaskPriority((byte)value);
                break;
            case EndOfInterrupt:
                EndInterrupt();
                break;
            case LogicalDestination:
                state->LogicalDestination = (byte)(value >> 24);
                break;
            case DestinationFormat:
                state->DestinationFormat = (byte)(value >> 28);
                break;
            case Spurious:
                state->Spurious = (ushort)(value & 0x1ff);
                UpdateOutput();
                break;
            case CommandLow:
                state->CommandLow = value;
                Send();
                break;
            case CommandHigh:
                state->CommandHigh = value;
                break;
            case >= LocalVectors and < LocalVectors + LocalVectorCount:
                WriteLocalVector(register - LocalVectors, value);
                break;
            case InitialCount:
                timer.Start(value);
                break;
            case DivideConfiguration:
                state->DivideConfiguration = (byte)(value & 0xb);
                timer.Update();
                break;
            case Version or ArbitrationPriority or ProcessorPriority or CurrentCount or ErrorStatus:
            case >= InService and < ErrorStatus:
                // Read-only.
                break;
            default:
                state->ErrorStatus |= IllegalRegister;
                break;
        }
    }

    private const int Id_ = LocalApicRegisters.Id;

    private bool IsSoftwareEnabled => (state->Spurious & SoftwareEnable) != 0;

    /// <summary>The 8259A's output comes through: the APIC is off, or LINT0 is open.</summary>
    private bool PassesExternal => state->Enabled == 0 || (state->LocalVectors[Lint0Vector] & Masked) == 0;

    private bool ExternalRequested =>
        PassesExternal
        && state->Lint0Level != 0
        && (state->Enabled == 0 || ModeOf(Lint0Vector) == DeliveryMode.External);

    byte ITaskPriority.TaskPriority
    {
        get => state->TaskPriority;
        set => SetTaskPriority(value);
    }

    private void SetTaskPriority(byte value)
    {
        state->TaskPriority = value;
        UpdateOutput();
    }

    /// <summary>Processor priority: the task's, or the class of the highest vector in service.</summary>
    private int Priority
    {
        get
        {
            var service = System.Math.Max(state->InService.Highest, 0) & 0xf0;
            return (state->TaskPriority & 0xf0) >= service ? state->TaskPriority : service;
        }
    }

    /// <summary>The vector that would be taken now; 0 none is requested, -1 the priority is too low.</summary>
    private int Pending
    {
        get
        {
            var vector = state->Request.Highest;
            if (vector < 0)
            {
                return 0;
            }

            var priority = Priority;
            return priority != 0 && (vector & 0xf0) <= (priority & 0xf0) ? -1 : vector;
        }
    }

    private DeliveryMode ModeOf(int local) => (DeliveryMode)(state->LocalVectors[local] >> 8 & 7);

    private void Request(byte vector, bool level)
    {
        state->Request.Set(vector, true);
        state->Trigger.Set(vector, level);
        UpdateOutput();
    }

    private void EndInterrupt()
    {
        var vector = state->InService.Highest;
        if (vector < 0)
        {
            return;
        }

        state->InService.Set(vector, false);
        if (state->Trigger.Has(vector))
        {
            bus.EndOfInterrupt((byte)vector);
        }

        UpdateOutput();
    }

    private void WriteLocalVector(int local, uint value)
    {
        state->LocalVectors[local] = value;
        if (local == TimerVector)
        {
            timer.Update();
        }
        else if (local == Lint0Vector)
        {
            if (state->Lint0Level != 0 && PassesExternal)
            {
                ChangeLocalPin(Lint0Vector, true);
            }

            UpdateOutput();
        }
    }

    private void ChangeLocalPin(int local, bool level)
    {
        if (level)
        {
            DeliverLocal(local);
        }
        else if (ModeOf(local) == DeliveryMode.Fixed && (state->LocalVectors[local] & LevelTriggered) != 0)
        {
            state->Request.Set((byte)state->LocalVectors[local], false);
        }

        UpdateOutput();
    }

    private void DeliverLocal(int local)
    {
        var entry = state->LocalVectors[local];
        if ((entry & Masked) != 0 || state->Enabled == 0)
        {
            return;
        }

        var isPin = local is Lint0Vector or Lint1Vector;
        switch (ModeOf(local))
        {
            case DeliveryMode.Smi:
                pins.Smi.Pulse();
                break;
            case DeliveryMode.Nmi:
                pins.Nmi.Pulse();
                break;
            case DeliveryMode.Fixed:
                Request((byte)entry, isPin && (entry & LevelTriggered) != 0);
                break;
        }
    }

    /// <summary>The interrupt command register was written (section 11.6.1).</summary>
    private void Send()
    {
        const int SelfOnly = 1;
        const int All = 2;
        const int Others = 3;
        var low = state->CommandLow;
        var mode = (DeliveryMode)(low >> 8 & 7);
        var level = (low >> 15 & 1) != 0;
        if (mode == DeliveryMode.Init && level && (low >> 14 & 1) == 0)
        {
            // INIT level de-assert only synchronises arbitration numbers.
            return;
        }

        switch (low >> 18 & 3)
        {
            case SelfOnly:
                Accept(mode, (byte)low, level);
                break;
            case All:
                bus.Broadcast(null, mode, (byte)low, level);
                break;
            case Others:
                bus.Broadcast(this, mode, (byte)low, level);
                break;
            default:
                bus.Send((byte)(state->CommandHigh >> 24), (low >> 11 & 1) != 0, mode, (byte)low, level);
                break;
        }
    }

    private void UpdateOutput() => pins.Interrupt.Set((IsSoftwareEnabled && Pending > 0) || ExternalRequested);
}
