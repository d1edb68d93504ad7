using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Pseries.Firmware;

/// <summary>What firmware that is part of the machine remembers besides the device tree.</summary>
[StateStruct("open-firmware")]
public unsafe partial struct OpenFirmwareState
{
    /// <summary>More claims than any client makes.</summary>
    public const int MaxClaims = 128;

    /// <summary>First addresses of claimed memory, ascending.</summary>
    public fixed ulong ClaimStart[MaxClaims];

    /// <summary>Bytes of each.</summary>
    public fixed ulong ClaimSize[MaxClaims];

    /// <summary>How many claims there are.</summary>
    public uint Claims;
    public uint Reserved;
}
