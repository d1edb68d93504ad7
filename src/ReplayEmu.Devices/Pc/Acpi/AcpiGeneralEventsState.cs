using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Pc.Acpi;

/// <summary>State of a GPE0 block: a bit an event.</summary>
[StateStruct("acpi-gpe0")]
public partial struct AcpiGeneralEventsState
{
    /// <summary>GPE0_STS.</summary>
    public ulong Status;

    /// <summary>GPE0_EN.</summary>
    public ulong Enable;
}
