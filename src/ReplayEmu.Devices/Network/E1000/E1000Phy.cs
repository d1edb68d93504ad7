using System;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Devices.Network.E1000;

/// <summary>
/// The PHY in the card (Intel 317453, section 13.4.7 and chapter 13.4.62): IEEE 802.3 registers behind MDIC. The cable is always plugged in; after
/// a restart of autonegotiation the link is down for half a second.
/// </summary>
internal sealed unsafe class E1000Phy
{
    private const uint OperationWrite = 1u << 26;
    private const uint OperationRead = 1u << 27;
    private const uint Ready = 1u << 28;
    private const uint InterruptEnable = 1u << 29;
    private const uint Error = 1u << 30;

    private const int Control = 0;
    private const int Status = 1;
    private const int PartnerAbility = 5;
    private const ushort ControlReset = 0x8000;
    private const ushort ControlLoopback = 0x4000;
    private const ushort ControlNegotiate = 0x1000;
    private const ushort ControlRestart = 0x0200;
    private const ushort StatusLink = 0x0004;
    private const ushort StatusNegotiated = 0x0020;
    private const ushort PartnerAcknowledge = 0x4000;

    /// <summary>Registers that can be read: 0 to 6, 9, 10, 0x10, 0x11, 0x14, 0x15; and written: 0, 4, 9, 0x10, 0x14.</summary>
    private const uint Readable = 0x0033_067f;
    private const uint Writable = 0x0011_0211;

    private const ulong NegotiationNanoseconds = 500_000_000;

    private readonly VirtualMachine machine;
    private readonly E1000State* state;
    private readonly Action<uint> raise;
    private readonly bool negotiates;
    private readonly GuestTimer negotiation;

    /// <param name="raise">Adds interrupt causes.</param>
    /// <param name="negotiates">A restart takes time.</param>
    public E1000Phy(VirtualMachine machine, string name, E1000State* state, Action<uint> raise, bool negotiates)
    {
        this.machine = machine;
        this.state = state;
        this.raise = raise;
        this.negotiates = negotiates;
        negotiation = machine.Scheduler.CreateTimer($"{name}.autonegotiation", Finish);
    }

    public bool IsLoopback => (state->Phy[Control] & ControlLoopback) != 0;

    public void Reset()
    {
        negotiation.Disarm();
        // 1000 Mbit/s, full duplex, negotiating; a Marvell 88E1011.
        state->Phy[Control] = 0x1140;
        state->Phy[Status] = 0x794d;
        state->Phy[2] = 0x0141;
        state->Phy[3] = 0x0c20;
        state->Phy[4] = 0x0de1;
        state->Phy[PartnerAbility] = 0x01e0;
        state->Phy[9] = 0x0e00;
        state->Phy[10] = 0x3c00;
        state->Phy[0x10] = 0x0360;
        state->Phy[0x11] = 0xac00;
        state->Phy[0x14] = 0x0d60;
    }

    /// <summary>MDIC is written: the access is over at once.</summary>
    public void Access(uint value)
    {
        var register = (int)(value >> 16 & 0x1f);
        if ((value >> 21 & 0x1f) != 1)
        {
            // There is one PHY, at address 1.
            value = state->PhyAccess | Error;
        }
        else if ((value & OperationRead) != 0)
        {
            value = (Readable >> register & 1) != 0 ? (value & ~0xffffu) | state->Phy[register] : value | Error;
        }
        else if ((value & OperationWrite) != 0)
        {
            if ((Writable >> register & 1) == 0)
            {
                value |= Error;
            }
            else
            {
                Write(register, (ushort)value);
            }
        }

        state->PhyAccess = value | Ready;
        if ((value & InterruptEnable) != 0)
        {
            raise(E1000Register.CausePhyAccess);
        }
    }

    private void Write(int register, ushort value)
    {
        if (register != Control)
        {
            state->Phy[register] = value;
            return;
        }

        // Reset and restart clear themselves; bits 5..0 are reserved.
        state->Phy[Control] = (ushort)(value & ~(ControlReset | ControlRestart | 0x3f));
        if (negotiates && (value & (ControlRestart | ControlNegotiate)) == (ControlRestart | ControlNegotiate))
        {
            state->Status &= ~E1000Register.StatusLinkUp;
            state->Phy[Status] &= unchecked((ushort)~(StatusLink | StatusNegotiated));
            state->Phy[PartnerAbility] &= unchecked((ushort)~PartnerAcknowledge);
            negotiation.ArmAt(machine.Clock.Nanoseconds + NegotiationNanoseconds);
        }
    }

    private void Finish()
    {
        state->Status |= E1000Register.StatusLinkUp;
        state->Phy[Status] |= StatusLink | StatusNegotiated;
        state->Phy[PartnerAbility] |= PartnerAcknowledge;
        raise(E1000Register.CauseLink);
    }
}
