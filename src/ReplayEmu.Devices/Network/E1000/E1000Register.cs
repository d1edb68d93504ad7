namespace ReplayEmu.Devices.Network.E1000;

/// <summary>
/// Registers of the 82540EM (Intel 317453, 8254x Software Developer's Manual, chapter 13). Accepted without effect, and reading as 0 as in
/// QEMU: CTRL_EXT (0x18), flow control (0x28 to 0x30, 0x170, 0x2160, 0x2168), TXCW and RXCW (0x178, 0x180), TIPG (0x410), AIT (0x458), TIDV
/// (0x3820), RXDCTL (0x2828), RXCSUM (0x5000), filters for waking and packet buffer memory.
/// </summary>
internal static class E1000Register
{
    public const int Control = 0x0000;
    public const int Status = 0x0008;
    public const int EepromControl = 0x0010;
    public const int EepromRead = 0x0014;
    public const int PhyAccess = 0x0020;
    public const int VlanType = 0x0038;
    public const int InterruptCause = 0x00c0;
    public const int InterruptThrottle = 0x00c4;
    public const int InterruptCauseSet = 0x00c8;
    public const int InterruptMaskSet = 0x00d0;
    public const int InterruptMaskClear = 0x00d8;
    public const int ReceiveControl = 0x0100;
    public const int TransmitControl = 0x0400;
    public const int LedControl = 0x0e00;
    public const int PacketBuffer = 0x1000;
    public const int ReceiveBaseLow = 0x2800;
    public const int ReceiveBaseHigh = 0x2804;
    public const int ReceiveLength = 0x2808;
    public const int ReceiveHead = 0x2810;
    public const int ReceiveTail = 0x2818;
    public const int ReceiveDelay = 0x2820;
    public const int ReceiveAbsoluteDelay = 0x282c;
    public const int TransmitBaseLow = 0x3800;
    public const int TransmitBaseHigh = 0x3804;
    public const int TransmitLength = 0x3808;
    public const int TransmitHead = 0x3810;
    public const int TransmitTail = 0x3818;
    public const int TransmitDescriptorControl = 0x3828;
    public const int TransmitAbsoluteDelay = 0x382c;

    /// <summary>64 counters; reading one clears it.</summary>
    public const int Statistics = 0x4000;

    public const int MulticastTable = 0x5200;
    public const int AddressTable = 0x5400;
    public const int VlanTable = 0x5600;
    public const int WakeUpControl = 0x5800;
    public const int WakeUpFilter = 0x5808;
    public const int ManagementControl = 0x5820;
    public const int SoftwareSemaphore = 0x5b50;

    /// <summary>CTRL: reset, which clears itself.</summary>
    public const uint ControlReset = 1u << 26;

    /// <summary>CTRL: VLAN tags are taken out and put in.</summary>
    public const uint ControlVlan = 1u << 30;

    public const uint StatusLinkUp = 1u << 1;

    public const uint ReceiveEnable = 1u << 1;
    public const uint ReceiveAllStations = 1u << 3;
    public const uint ReceiveAllGroups = 1u << 4;
    public const uint ReceiveBroadcast = 1u << 15;
    public const uint ReceiveVlanFilter = 1u << 18;

    /// <summary>RCTL: buffers are 16 times as long.</summary>
    public const uint ReceiveLongBuffers = 1u << 25;

    /// <summary>RCTL: the frame's checksum is not stored.</summary>
    public const uint ReceiveStripChecksum = 1u << 26;

    public const uint TransmitEnable = 1u << 1;

    /// <summary>Interrupt causes: descriptor written back, queue empty, link changed, few or no receive descriptors, overrun, received, PHY access.</summary>
    public const uint CauseTransmitted = 1u << 0;
    public const uint CauseQueueEmpty = 1u << 1;
    public const uint CauseLink = 1u << 2;
    public const uint CauseFewDescriptors = 1u << 4;
    public const uint CauseOverrun = 1u << 6;
    public const uint CauseReceived = 1u << 7;
    public const uint CausePhyAccess = 1u << 9;

    /// <summary>Counters, by their offset.</summary>
    public const int ReceivedBySize = 0x405c;
    public const int GoodReceived = 0x4074;
    public const int BroadcastReceived = 0x4078;
    public const int MulticastReceived = 0x407c;
    public const int GoodSent = 0x4080;
    public const int GoodOctetsReceived = 0x4088;
    public const int GoodOctetsSent = 0x4090;
    public const int ReceivedOversize = 0x40ac;
    public const int OctetsReceived = 0x40c0;
    public const int OctetsSent = 0x40c8;
    public const int FramesReceived = 0x40d0;
    public const int FramesSent = 0x40d4;
    public const int SentBySize = 0x40d8;
    public const int MulticastSent = 0x40f0;
    public const int BroadcastSent = 0x40f4;
    public const int SegmentedSent = 0x40f8;
}
