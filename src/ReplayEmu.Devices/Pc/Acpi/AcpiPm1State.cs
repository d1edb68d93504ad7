using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Pc.Acpi;

/// <summary>State of the fixed ACPI registers and the PM timer.</summary>
[StateStruct("acpi-pm1")]
public partial struct AcpiPm1State
{
    /// <summary>Tick of the PM timer at which its bit 23 changes and sets TMR_STS.</summary>
    public ulong TimerOverflow;

    /// <summary>PM1_STS.</summary>
    public ushort Status;

    /// <summary>PM1_EN.</summary>
    public ushort Enable;

    /// <summary>PM1_CNT.</summary>
    public ushort Control;

    /// <summary>1 while an enabled general-purpose event is pending.</summary>
    public ushort GeneralEvent;
}
