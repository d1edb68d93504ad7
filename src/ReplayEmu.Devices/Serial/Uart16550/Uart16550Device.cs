using System;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Interrupts;
using ReplayEmu.Machine.Time;
using static ReplayEmu.Devices.Serial.Uart16550.Uart16550Registers;

namespace ReplayEmu.Devices.Serial.Uart16550;

/// <summary>
/// A 16550A with FIFOs. A byte is transmitted in the tick that writes it, as in QEMU without flow control: THR is always
/// empty, and its interrupt is due at once. The line format and the baud rate only set the receive timeout. The interrupt does
/// not depend on OUT2, as in QEMU. Modem inputs show a connected device: CTS, DSR and DCD.
/// </summary>
public sealed unsafe class Uart16550Device : IDevice, IFactSource
{
    private readonly Uart16550State* state;
    private readonly Clock clock;
    private readonly IrqLine irq;
    private readonly GuestTimer timeout;
    private readonly OutputPort output;
    private readonly uint port;
    private readonly uint irqNumber;

    /// <param name="machine">The machine.</param>
    /// <param name="name">Also the name of the input and output ports, for example <c>serial0</c>.</param>
    /// <param name="port">First of 8 I/O ports.</param>
    /// <param name="interrupts">Gets the interrupt.</param>
    /// <param name="irqNumber">Input of <paramref name="interrupts"/>, 0 to 15.</param>
    /// <exception cref="ConfigurationException">The ports or the interrupt do not exist.</exception>
    public Uart16550Device(VirtualMachine machine, string name, uint port, IIrqSink interrupts, uint irqNumber)
    {
        if (port > 0xfff8 || irqNumber > 15)
        {
            throw new ConfigurationException(
                $"{name}: no room for 8 ports at 0x{port:x}, or no ISA interrupt {irqNumber}"
            );
        }

        Name = name;
        this.port = port;
        this.irqNumber = irqNumber;
        state = machine.Arena.Add<Uart16550State>(name);
        clock = machine.Clock;
        irq = machine.Irqs.Connect($"irq{irqNumber}.{name}", interrupts, (int)irqNumber);
        timeout = machine.Scheduler.CreateTimer($"{name}.timeout", OnTimeout);
        output = machine.AddOutputPort(name);
        machine.AddInputPort(new InputPort(name, Accept, () => Room));
        PortWindow.Map(machine, name, machine.Observation.Register(name), (ushort)port, 8, Read, Write);
    }

    public string Name { get; }

    public void Reset()
    {
        *state = default;
        // 9600 baud, and OUT2 set, as in QEMU.
        state->Divisor = 12;
        state->Mcr = McrOut2;
        timeout.Disarm();
        irq.Set(false);
    }

    public void WriteFacts(FactWriter facts) =>
        facts.Add("isa", $"{Uart16550Properties.Driver} {Name} port 0x{port:x4} irq {irqNumber}");

    private bool HasFifos => (state->Fcr & FcrEnable) != 0;

    private int Depth => HasFifos ? Uart16550Fifo.Capacity : 1;

    private int Trigger =>
        !HasFifos
            ? 1
            : (state->Fcr >> 6) switch
            {
                0 => 1,
                1 => 4,
                2 => 8,
                _ => 14,
            };

    private bool IsLoop => (state->Mcr & McrLoop) != 0;

    private int Room => IsLoop ? 0 : Math.Max(0, Depth - state->ReceiveCount);

    /// <summary>In loopback mode the modem outputs are the modem inputs.</summary>
    private byte ModemInputs =>
        !IsLoop
            ? (byte)(MsrCts | MsrDsr | MsrDcd)
            : (byte)(
                ((state->Mcr & McrRts) != 0 ? MsrCts : 0)
                | ((state->Mcr & McrDtr) != 0 ? MsrDsr : 0)
                | ((state->Mcr & McrOut1) != 0 ? MsrRi : 0)
                | ((state->Mcr & McrOut2) != 0 ? MsrDcd : 0)
            );

    /// <summary>Nanoseconds of four characters: start, data, parity and stop bits at the present divisor.</summary>
    private ulong TimeoutNanoseconds
    {
        get
        {
            var bits = 1 + 5 + (state->Lcr & 3) + (state->Lcr >> 3 & 1) + 1 + (state->Lcr >> 2 & 1);
            var divisor = state->Divisor == 0 ? 0x10000u : state->Divisor;
            return 4 * (ulong)bits * divisor * 16 * 1_000_000_000 / ClockHertz;
        }
    }

    /// <summary>Bytes from the host; more than there is room for is an overrun.</summary>
    private void Accept(ReadOnlySpan<byte> data)
    {
        if (IsLoop)
        {
            // The receiver is disconnected from its pin.
            return;
        }

        foreach (var value in data)
        {
            Receive(value);
        }

        Update();
    }

    private void Receive(byte value)
    {
        if (state->ReceiveCount >= Depth)
        {
            state->LineErrors |= LsrOverrun;
            if (!HasFifos)
            {
                // Without FIFOs the new byte replaces the old one.
                state->Receive[state->ReceiveHead] = value;
            }
        }
        else
        {
            state->Receive[(state->ReceiveHead + state->ReceiveCount) % Uart16550Fifo.Capacity] = value;
            state->ReceiveCount++;
        }

        RestartTimeout();
    }

    private byte Read(ulong offset)
    {
        switch ((int)offset)
        {
            case Data when (state->Lcr & LcrDivisorLatch) != 0:
                return (byte)state->Divisor;
            case InterruptEnable when (state->Lcr & LcrDivisorLatch) != 0:
                return (byte)(state->Divisor >> 8);
            case Data:
                return ReadReceiver();
            case InterruptEnable:
                return state->Ier;
            case InterruptIdentification:
                return ReadIdentification();
            case LineControl:
                return state->Lcr;
            case ModemControl:
                return state->Mcr;
            case LineStatus:
                var line = (byte)(state->LineErrors | LsrTransmitEmpty | (state->ReceiveCount != 0 ? LsrDataReady : 0));
                state->LineErrors = 0;
                Update();
                return line;
            case ModemStatus:
                var modem = (byte)(ModemInputs | state->ModemDeltas);
                state->ModemDeltas = 0;
                Update();
                return modem;
            default:
                return state->Scratch;
        }
    }

    private void Write(ulong offset, byte value)
    {
        switch ((int)offset)
        {
            case Data when (state->Lcr & LcrDivisorLatch) != 0:
                state->Divisor = (ushort)(state->Divisor & 0xff00 | value);
                break;
            case InterruptEnable when (state->Lcr & LcrDivisorLatch) != 0:
                state->Divisor = (ushort)(state->Divisor & 0xff | value << 8);
                break;
            case Data:
                Transmit(value);
                break;
            case InterruptEnable:
                // Enabling the interrupt of a transmitter that is empty makes it pending.
                if ((value & ~state->Ier & IerThrEmpty) != 0)
                {
                    state->ThrEmptyPending = 1;
                }

                state->Ier = (byte)(value & 15);
                break;
            case InterruptIdentification:
                WriteFifoControl(value);
                break;
            case LineControl:
                // Bit 6 (send break) and the line format are stored; nothing sees a break.
                state->Lcr = value;
                break;
            case ModemControl:
                WriteModemControl(value);
                break;
            case Scratch:
                state->Scratch = value;
                break;
            default:
                // LSR and MSR are read-only (LSR writes are for factory tests).
                break;
        }

        Update();
    }

    private void Transmit(byte value)
    {
        state->ThrEmptyPending = 1;
        if (IsLoop)
        {
            Receive(value);
        }
        else
        {
            output.Write(value);
        }
    }

    private byte ReadReceiver()
    {
        if (state->ReceiveCount != 0)
        {
            state->LastReceived = state->Receive[state->ReceiveHead];
            state->ReceiveHead = (byte)((state->ReceiveHead + 1) % Uart16550Fifo.Capacity);
            state->ReceiveCount--;
        }

        RestartTimeout();
        Update();
        return state->LastReceived;
    }

    private byte ReadIdentification()
    {
        var cause = Cause();
        if (cause == IirThrEmpty)
        {
            state->ThrEmptyPending = 0;
            Update();
        }

        return (byte)(cause | (HasFifos ? IirFifos : 0));
    }

    private void WriteFifoControl(byte value)
    {
        var toggles = ((value ^ state->Fcr) & FcrEnable) != 0;
        if (toggles || (value & FcrEnable) != 0 && (value & FcrClearReceive) != 0)
        {
            state->ReceiveCount = 0;
            state->ReceiveHead = 0;
            RestartTimeout();
        }

        if (toggles || (value & FcrEnable) != 0 && (value & FcrClearTransmit) != 0)
        {
            state->ThrEmptyPending = 1;
        }

        // The other bits can be written only together with the enable bit.
        state->Fcr = (byte)((value & FcrEnable) != 0 ? value & 0xc9 : 0);
    }

    private void WriteModemControl(byte value)
    {
        var before = ModemInputs;
        state->Mcr = (byte)(value & 0x1f);
        var after = ModemInputs;
        var changed = before ^ after;
        var deltas = (changed & ~MsrRi) >> 4 | ((changed & before & MsrRi) != 0 ? MsrTrailingRi : 0);
        state->ModemDeltas |= (byte)deltas;
    }

    private void RestartTimeout()
    {
        state->TimeoutPending = 0;
        if (HasFifos && state->ReceiveCount != 0)
        {
            timeout.ArmAt(clock.Nanoseconds + TimeoutNanoseconds);
        }
        else
        {
            timeout.Disarm();
        }
    }

    private void OnTimeout()
    {
        state->TimeoutPending = 1;
        Update();
    }

    /// <summary>The pending interrupt of the highest priority (data sheet, table 8).</summary>
    private byte Cause()
    {
        var enabled = state->Ier;
        return true switch
        {
            _ when (enabled & IerLineStatus) != 0 && (state->LineErrors & LsrErrors) != 0 => IirLineStatus,
            _ when (enabled & IerReceived) != 0 && state->ReceiveCount >= Trigger => IirReceived,
            _ when (enabled & IerReceived) != 0 && state->TimeoutPending != 0 => IirTimeout,
            _ when (enabled & IerThrEmpty) != 0 && state->ThrEmptyPending != 0 => IirThrEmpty,
            _ when (enabled & IerModemStatus) != 0 && state->ModemDeltas != 0 => IirModemStatus,
            _ => IirNone,
        };
    }

    private void Update() => irq.Set(Cause() != IirNone);
}
