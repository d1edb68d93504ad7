using System;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Interrupts;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Pc.Acpi;

/// <summary>The advanced power management ports: control at 0xB2, which tells the SMI handler what to do, and status at 0xB3.</summary>
internal sealed unsafe class ApmPorts : IBusDevice
{
    internal const ulong Port = 0xb2;
    private readonly ApmState* state;
    private readonly AcpiPm1 acpi;
    private readonly IrqLine? smi;

    /// <param name="name">Of the device, for the state section.</param>
    /// <param name="smi">Null when the CPU has no system management mode.</param>
    public ApmPorts(VirtualMachine machine, string name, AcpiPm1 acpi, IrqLine? smi)
    {
        this.acpi = acpi;
        this.smi = smi;
        state = machine.Arena.Add<ApmState>($"{name}.apm");
    }

    /// <summary>The commands by which an operating system takes over the ACPI registers and gives them back: the FADT names them.</summary>
    public required (byte Enable, byte Disable) AcpiCommands { get; init; }

    /// <summary>A write to the control port raises an SMI.</summary>
    public required Func<bool> RaisesSmi { get; init; }

    public ulong Read(ulong offset, int size) => offset == 0 ? state->Control : state->Status;

    public void Write(ulong offset, int size, ulong value)
    {
        if (offset != 0)
        {
            state->Status = (byte)value;
            return;
        }

        state->Control = (byte)value;
        // What the firmware's SMI handler would do for these two is done at once, as in QEMU.
        if ((byte)value == AcpiCommands.Enable || (byte)value == AcpiCommands.Disable)
        {
            acpi.SetSciEnable((byte)value == AcpiCommands.Enable);
        }

        if (RaisesSmi())
        {
            smi?.Pulse();
        }
    }

    internal void Reset() => *state = default;
}
