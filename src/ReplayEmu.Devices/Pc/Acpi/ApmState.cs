using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Pc.Acpi;

/// <summary>State of the APM ports.</summary>
[StateStruct("apm-ports")]
public partial struct ApmState
{
    /// <summary>APMC, port 0xB2.</summary>
    public byte Control;

    /// <summary>APMS, port 0xB3.</summary>
    public byte Status;
    public ushort Reserved0;
    public uint Reserved1;
}
