using System.Runtime.CompilerServices;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Storage.Ahci;

/// <summary>State of an AHCI controller with its six ports.</summary>
[StateStruct("ahci")]
public partial struct AhciState
{
    public AhciPortStates Ports;

    /// <summary>GHC.</summary>
    public uint Control;

    /// <summary>The index register of the index and data pair.</summary>
    public uint Index;
}

[InlineArray(AhciController.PortCount)]
public struct AhciPortStates
{
    private AhciPortState first;
}

/// <summary>State of one port: its registers and its drive.</summary>
public struct AhciPortState
{
    public AtaDriveState Drive;
    public ulong CommandList;
    public ulong ReceivedFis;
    public uint Interrupts;
    public uint InterruptEnable;
    public uint Command;
    public uint TaskFile;
    public uint Signature;
    public uint SataControl;
    public uint SataError;
    public uint SataActive;
    public uint CommandIssue;

    /// <summary>Device register of the last command.</summary>
    public byte Device;

    /// <summary>1 when the drive's first register FIS was received.</summary>
    public byte IsReady;

    /// <summary>1 between the two control FISes of a software reset.</summary>
    public byte IsResetting;
    public byte Reserved;
}
