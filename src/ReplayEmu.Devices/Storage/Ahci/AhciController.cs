using System;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Devices.Pci.Msi;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Storage.Ahci;

/// <summary>
/// Intel 82801IR (ICH9) SATA controller in AHCI mode, 00:1f.2, QEMU's <c>ich9-ahci</c>: six ports behind BAR 5, which an index and
/// data pair in BAR 4 reaches too. Command completion coalescing and enclosure management are not there (their registers read as 0),
/// as in QEMU.
/// </summary>
public sealed unsafe class AhciController : PciFunction, IBusDevice
{
    public const int PortCount = 6;

    /// <summary>Commands in a port's list, less the one that QEMU does not offer.</summary>
    internal const int CommandSlots = 32;

    private const int MsiOffset = 0x80;
    private const int SataOffset = 0xa8;
    private const byte SataCapabilityId = 0x12;

    /// <summary>64-bit addresses, native queueing, generation 1, AHCI only, 32 slots, six ports.</summary>
    private const uint Capabilities = 0xc014_1f05;

    private readonly AhciState* state;
    private readonly AhciPort[] ports = new AhciPort[PortCount];
    private readonly MsiCapability msi;

    public AhciController(VirtualMachine machine, PciBus bus, int address)
        : base(
            machine,
            bus,
            address,
            "ich9-ahci",
            new PciIdentity(0x8086, 0x2922, 0x010601)
            {
                Revision = 2,
                HeaderType = 0x80,
                InterruptPin = 1,
            }
        )
    {
        state = machine.Arena.Add<AhciState>("ahci");
        for (var i = 0; i < PortCount; i++)
        {
            ports[i] = new AhciPort(StateOf(i), Dma, UpdateInterrupts);
        }

        AddIoBar(
            4,
            new IoRegion("ahci-idp", 32, new AhciIndexPair(this, state), AccessSizes.UpTo4) { Source = Source }
        );
        AddMemoryBar(5, new IoRegion("ahci", 4096, this, new AccessSizes(4, 4)) { Source = Source });
        // Mode select: AHCI.
        Declare(0x90, 1, 0x40, 0xff);
        AddCapability(SataCapabilityId, SataOffset, 8);
        Declare(SataOffset + 2, 2, 0x0010);
        // The pair is at 16 of BAR 4.
        Declare(SataOffset + 4, 4, 0x0000_0048);
        AddCapability(MsiCapability.Id, MsiOffset, MsiCapability.Size);
        Declare(MsiOffset + MsiCapability.Control, 2, MsiCapability.Control64Bit, MsiCapability.ControlWritable);
        Declare(MsiOffset + MsiCapability.Address, 4, 0, ~3u);
        Declare(MsiOffset + MsiCapability.Address + 4, 4, 0, uint.MaxValue);
        Declare(MsiOffset + MsiCapability.Data, 2, 0, 0xffff);
        msi = new MsiCapability(this, Dma, MsiOffset);
    }

    /// <summary>Connects a disk while the machine is built.</summary>
    /// <exception cref="ConfigurationException">There is one already.</exception>
    public AtaDrive Attach(int port, RawDisk disk, string serial)
    {
        if (ports[port].Drive is not null)
        {
            throw new ConfigurationException($"ide.{port}: there are two drives on this port");
        }

        return ports[port].Attach(disk, serial);
    }

    public override void Reset()
    {
        base.Reset();
        *state = default;
        ResetPorts();
    }

    public ulong Read(ulong offset, int size)
    {
        if (offset >= AhciRegister.Ports)
        {
            var port = (int)(offset - AhciRegister.Ports) / AhciRegister.PortSize;
            return port < PortCount ? ports[port].Read((int)offset % AhciRegister.PortSize) : 0;
        }

        return offset switch
        {
            AhciRegister.Capabilities => Capabilities,
            AhciRegister.Control => state->Control,
            AhciRegister.InterruptStatus => InterruptStatus(),
            AhciRegister.PortsImplemented => (1u << PortCount) - 1,
            AhciRegister.Version => 0x0001_0000,
            _ => 0,
        };
    }

    public void Write(ulong offset, int size, ulong value)
    {
        if (offset >= AhciRegister.Ports)
        {
            var port = (int)(offset - AhciRegister.Ports) / AhciRegister.PortSize;
            if (port < PortCount)
            {
                ports[port].Write((int)offset % AhciRegister.PortSize, (uint)value);
            }
        }
        else if (offset == AhciRegister.Control)
        {
            if ((value & AhciRegister.ControlReset) != 0)
            {
                ResetPorts();
            }
            else
            {
                state->Control = ((uint)value & AhciRegister.ControlInterrupts) | AhciRegister.ControlAhci;
                UpdateInterrupts();
            }
        }

        // The interrupt status follows the ports', so that clearing it is without effect while a port asks, as in QEMU.
    }

    private void ResetPorts()
    {
        state->Control = AhciRegister.ControlAhci;
        foreach (var port in ports)
        {
            port.Reset();
        }

        UpdateInterrupts();
    }

    private uint InterruptStatus()
    {
        uint status = 0;
        for (var i = 0; i < PortCount; i++)
        {
            status |= ports[i].IsInterrupting ? 1u << i : 0;
        }

        return status;
    }

    private void UpdateInterrupts()
    {
        var asserted = InterruptStatus() != 0 && (state->Control & AhciRegister.ControlInterrupts) != 0;
        if (!msi.IsEnabled)
        {
            SetInterrupt(asserted);
        }
        else if (asserted)
        {
            msi.Signal();
        }
    }

    private AhciPortState* StateOf(int port)
    {
        // The arena never moves, so the address of an element is good for the machine's life.
        fixed (AhciPortState* element = &((Span<AhciPortState>)state->Ports)[port])
        {
            return element;
        }
    }
}
