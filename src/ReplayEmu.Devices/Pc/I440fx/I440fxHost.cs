using System;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Interrupts;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Pc.I440fx;

/// <summary>
/// Intel 82441FX host bridge, 00:00.0: the configuration mechanism at ports 0xCF8 and 0xCFC, and what of 0xA0000 to 0xFFFFF
/// is RAM. Everything else in its configuration space is accepted without effect, as in QEMU: DRAM timing (0x50 to 0x58, 0x60 to
/// 0x67), fixed holes (0x68), SMRAM lock (0x72 bit 4) and error reporting (0x90, 0x91).
/// </summary>
public sealed unsafe class I440fxHost : PciFunction, IIrqSink
{
    private readonly I440fxState* state;
    private readonly ShadowRam shadow;

    /// <param name="system">The machine's memory, where RAM is already in front of the bus.</param>
    /// <param name="ramBytes">RAM of the machine; QEMU's firmware reads it from the last DRAM boundary register, in 8 MiB.</param>
    public I440fxHost(VirtualMachine machine, PciBus bus, ContainerRegion system, ulong ramBytes)
        : base(machine, bus, 0, "i440FX", new PciIdentity(0x8086, 0x1237, 0x060000) { Revision = 2 })
    {
        state = machine.Arena.Add<I440fxState>("i440fx");
        Declare(I440fxRegister.LastRamBoundary, 1, (uint)Math.Min(ramBytes >> 23, 255), 0xff);
        Declare(I440fxRegister.Smram, 1, 0x02, 0xff);
        ConfigPorts = new PciConfigPorts(machine.Observation, bus, &state->ConfigAddress);
        machine.Ports.Root.Map(
            PciConfigPorts.Port,
            new IoRegion("i440FX configuration", PciConfigPorts.Count, ConfigPorts, AccessSizes.UpTo4)
            {
                Source = Source,
            }
        );
        shadow = new ShadowRam(system, bus);
    }

    /// <summary>The configuration mechanism, for the device that owns port 0xCF9.</summary>
    public PciConfigPorts ConfigPorts { get; }

    public override void Reset()
    {
        *state = default;
        base.Reset();
        UpdateMemory();
    }

    public override void StateReplaced()
    {
        base.StateReplaced();
        UpdateMemory();
    }

    public override void WriteConfig(int register, int size, uint value)
    {
        base.WriteConfig(register, size, value);
        if (register <= I440fxRegister.Smram && register + size > I440fxRegister.Pam0)
        {
            UpdateMemory();
        }
    }

    /// <summary>Input 0: a CPU enters or leaves system management mode (SMIACT#).</summary>
    public void SetInput(int input, bool level)
    {
        state->SystemManagement = level ? (byte)1 : (byte)0;
        UpdateMemory();
    }

    private void UpdateMemory() =>
        shadow.Update(
            Config[I440fxRegister.Pam0..],
            Config[I440fxRegister.Smram],
            isManaging: state->SystemManagement != 0
        );
}
