using System;
using System.Buffers.Binary;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Memory;
using ReplayEmu.Machine.Time;
using static ReplayEmu.Devices.Network.E1000.E1000Register;

namespace ReplayEmu.Devices.Network.E1000;

/// <summary>
/// Intel 82540EM gigabit Ethernet controller, QEMU's <c>e1000</c>: registers behind BAR 0. The I/O window behind BAR 1 reads as 0 and takes
/// writes without effect, and a software reset (CTRL.RST) resets nothing, as in QEMU.
/// </summary>
public sealed unsafe class E1000Device : PciFunction, IBusDevice, IEthernetPort
{
    private const int MemorySize = 128 << 10;
    private const ushort DeviceId = 0x100e;

    /// <summary>An interrupt keeps at least this distance, 128 microseconds in units of 256 ns.</summary>
    private const uint LeastDelay = 500;

    private readonly VirtualMachine machine;
    private readonly E1000State* state;
    private readonly byte[] mac;
    private readonly bool mitigates;
    private readonly bool hasExtraRegisters;
    private readonly uint vlanType;
    private readonly EthernetCable cable;
    private readonly E1000Eeprom eeprom;
    private readonly E1000Phy phy;
    private readonly E1000Counters counters;
    private readonly E1000Receiver receiver;
    private readonly E1000Transmitter transmitter;
    private readonly GuestTimer mitigation;

    /// <param name="cable">What the card is connected to.</param>
    /// <param name="number">Of the card, for its address.</param>
    /// <param name="rom">Expansion ROM, or null.</param>
    public E1000Device(
        VirtualMachine machine,
        PciBus bus,
        PropertySet properties,
        EthernetCable cable,
        int number,
        IImage? rom = null
    )
        : base(
            machine,
            bus,
            properties.Get(E1000Properties.Address),
            E1000Properties.Driver,
            new PciIdentity(0x8086, DeviceId, 0x020000) { Revision = 3, InterruptPin = 1 }
        )
    {
        this.machine = machine;
        this.cable = cable;
        var id = $"00:{PciBus.FormatAddress(Address)}.e1000";
        state = machine.Arena.Add<E1000State>(id);
        var address = properties.Get(E1000Properties.Mac);
        mac = address.Length == 0 ? MacAddress.Default(number) : MacAddress.Parse(properties.Driver, address);
        mitigates = properties.Get(E1000Properties.Mitigation);
        hasExtraRegisters = properties.Get(E1000Properties.ExtraRegisters);
        vlanType = properties.Get(E1000Properties.InitialVlanType) ? 0x8100u : 0;
        eeprom = new E1000Eeprom(state, mac, DeviceId);
        phy = new E1000Phy(machine, id, state, Raise, properties.Get(E1000Properties.Autonegotiation));
        counters = new E1000Counters(state);
        receiver = new E1000Receiver(state, Dma, counters);
        var frame = machine.AddBlock(E1000Transmitter.CreateBuffer(id));
        transmitter = new E1000Transmitter(state, Dma, counters, frame, SendFrame);
        mitigation = machine.Scheduler.CreateTimer($"{id}.mitigation", () => SetCause(state->Cause));
        cable.Card = this;
        cable.CanReceive = () => IsBusMaster && receiver.IsReady;
        AddMemoryBar(0, new IoRegion("e1000-mmio", MemorySize, this, new AccessSizes(4, 4)) { Source = Source });
        AddIoBar(1, new IoRegion("e1000-io", 64, new Unconnected(), AccessSizes.UpTo4) { Source = Source });
        if (rom is not null && properties.Get(E1000Properties.RomBar) != 0)
        {
            AddRom($"{Name} rom", rom);
        }
    }

    public override void Reset()
    {
        base.Reset();
        *state = default;
        mitigation.Disarm();
        phy.Reset();
        // Full duplex at 1000 Mbit/s, link up.
        state->Control = 0x0014_0240;
        state->Status = 0x8008_0783;
        state->PacketBuffer = 0x0010_0030;
        state->LedControl = 0x602;
        state->ManagementControl = 0x0022_2300;
        state->VlanType = vlanType;
        state->AddressTable[0] = BinaryPrimitives.ReadUInt32LittleEndian(mac);
        state->AddressTable[1] = 0x8000_0000 | BinaryPrimitives.ReadUInt16LittleEndian(mac.AsSpan(4));
    }

    /// <summary>A frame for the guest.</summary>
    public void Receive(ReadOnlySpan<byte> frame)
    {
        if (IsBusMaster && receiver.Receive(frame) is var cause and not 0)
        {
            Raise(cause);
        }
    }

    public ulong Read(ulong offset, int size)
    {
        var register = (int)offset & ~3;
        return register switch
        {
            EepromControl => eeprom.ReadControl(),
            EepromRead => eeprom.ReadWord(),
            InterruptCause => ReadCause(),
            InterruptCauseSet => state->Cause,
            >= Statistics and < Statistics + (4 * E1000State.StatisticsCount) => HasCounter(register)
                ? counters.Read(register)
                : 0,
            _ => Word(register) is var word && word != null ? *word : 0,
        };
    }

    public void Write(ulong offset, int size, ulong value)
    {
        var register = (int)offset & ~3;
        var word = (uint)value;
        switch (register)
        {
            case Control:
                state->Control = word & ~ControlReset;
                break;
            case Status:
                break;
            case EepromControl:
                eeprom.WriteControl(word);
                break;
            case PhyAccess:
                phy.Access(word);
                break;
            case InterruptCause:
                SetCause(state->Cause & ~word);
                break;
            case InterruptCauseSet:
                Raise(word);
                break;
            case InterruptMaskSet:
                state->Mask |= word;
                Raise(0);
                break;
            case InterruptMaskClear:
                state->Mask &= ~word;
                Raise(0);
                break;
            case ReceiveControl:
                state->ReceiveControl = word;
                cable.CardReady?.Invoke();
                break;
            case TransmitControl:
                state->TransmitControl = word;
                Transmit();
                break;
            case ReceiveLength:
                state->ReceiveLength = word & 0xf_ff80;
                break;
            case TransmitLength:
                state->TransmitLength = word & 0xf_ff80;
                break;
            case ReceiveTail:
                state->ReceiveTail = word & 0xffff;
                cable.CardReady?.Invoke();
                break;
            case TransmitTail:
                state->TransmitTail = word & 0xffff;
                Transmit();
                break;
            case ReceiveHead or TransmitHead or InterruptThrottle or ReceiveDelay:
            case ReceiveAbsoluteDelay or TransmitAbsoluteDelay:
                *Word(register) = word & 0xffff;
                break;
            default:
                if (Word(register) is var target && target != null)
                {
                    *target = word;
                }

                break;
        }
    }

    /// <summary>The state of a register that keeps what is written, or null.</summary>
    private uint* Word(int register) =>
        register switch
        {
            Control => &state->Control,
            Status => &state->Status,
            EepromRead => &state->EepromRead,
            PhyAccess => &state->PhyAccess,
            VlanType => &state->VlanType,
            InterruptThrottle => mitigates ? &state->InterruptThrottle : null,
            InterruptMaskSet => &state->Mask,
            ReceiveControl => &state->ReceiveControl,
            TransmitControl => &state->TransmitControl,
            LedControl => &state->LedControl,
            PacketBuffer => &state->PacketBuffer,
            ReceiveBaseLow => &state->ReceiveBaseLow,
            ReceiveBaseHigh => &state->ReceiveBaseHigh,
            ReceiveLength => &state->ReceiveLength,
            ReceiveHead => &state->ReceiveHead,
            ReceiveTail => &state->ReceiveTail,
            ReceiveDelay => mitigates ? &state->ReceiveDelay : null,
            ReceiveAbsoluteDelay => mitigates ? &state->ReceiveAbsoluteDelay : null,
            TransmitBaseLow => &state->TransmitBaseLow,
            TransmitBaseHigh => &state->TransmitBaseHigh,
            TransmitLength => &state->TransmitLength,
            TransmitHead => &state->TransmitHead,
            TransmitTail => &state->TransmitTail,
            TransmitDescriptorControl => &state->TransmitDescriptorControl,
            TransmitAbsoluteDelay => mitigates ? &state->TransmitAbsoluteDelay : null,
            WakeUpControl => hasExtraRegisters ? &state->WakeUpControl : null,
            WakeUpFilter => &state->WakeUpFilter,
            ManagementControl => &state->ManagementControl,
            SoftwareSemaphore => &state->SoftwareSemaphore,
            >= MulticastTable and < MulticastTable + (4 * E1000State.TableWords) => &state->MulticastTable[
                (register - MulticastTable) / 4
            ],
            >= VlanTable and < VlanTable + (4 * E1000State.TableWords) => &state->VlanTable[(register - VlanTable) / 4],
            >= AddressTable and < AddressTable + (4 * E1000State.AddressWords) => &state->AddressTable[
                (register - AddressTable) / 4
            ],
            _ => null,
        };

    /// <summary>Without the extra registers only the totals are there.</summary>
    private bool HasCounter(int register) =>
        hasExtraRegisters
        || register is GoodReceived or GoodSent or FramesReceived or FramesSent
        || register is (>= OctetsReceived and < FramesReceived);

    private uint ReadCause()
    {
        var cause = state->Cause;
        SetCause(0);
        return cause;
    }

    private void Transmit()
    {
        if (IsBusMaster && transmitter.Run() is var cause and not 0)
        {
            Raise(cause);
        }
    }

    private void SendFrame(ReadOnlySpan<byte> frame)
    {
        if (phy.IsLoopback)
        {
            Receive(frame);
        }
        else
        {
            cable.Peer?.Receive(frame);
        }
    }

    private void Raise(uint causes) => SetCause(state->Cause | causes);

    private void SetCause(uint cause)
    {
        state->Cause = cause;
        var pending = cause & state->Mask;
        if (state->Asserted == 0 && pending != 0 && mitigates)
        {
            if (mitigation.IsArmed)
            {
                return;
            }

            mitigation.ArmAt(machine.Clock.Nanoseconds + (Delay(pending) * 256ul));
            state->DelaysTransmit = 0;
        }

        state->Asserted = pending != 0 ? (byte)1 : (byte)0;
        SetInterrupt(pending != 0);
    }

    /// <summary>The shortest of the delays that concern these causes, in units of 256 ns.</summary>
    private uint Delay(uint pending)
    {
        var delay = uint.MaxValue;
        if (state->DelaysTransmit != 0 && (pending & (CauseTransmitted | CauseQueueEmpty)) != 0)
        {
            delay = Shorter(delay, state->TransmitAbsoluteDelay * 4);
        }

        if (state->ReceiveDelay != 0 && (pending & CauseReceived) != 0)
        {
            delay = Shorter(delay, state->ReceiveAbsoluteDelay * 4);
        }

        delay = Shorter(delay, state->InterruptThrottle);
        return delay == uint.MaxValue ? LeastDelay : Math.Max(delay, LeastDelay);
    }

    private static uint Shorter(uint delay, uint value) => value == 0 ? delay : Math.Min(delay, value);

    private sealed class Unconnected : IBusDevice
    {
        public ulong Read(ulong offset, int size) => 0;

        public void Write(ulong offset, int size, ulong value)
        {
            // IOADDR and IODATA are accepted without effect.
        }
    }
}
