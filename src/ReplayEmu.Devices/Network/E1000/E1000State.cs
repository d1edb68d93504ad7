using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Network.E1000;

/// <summary>State of an 82540EM beside its configuration space, its timers and the frame that it is collecting.</summary>
[StateStruct("e1000")]
public unsafe partial struct E1000State
{
    public const int StatisticsCount = 64;
    public const int TableWords = 128;
    public const int AddressWords = 32;
    public const int PhyCount = 32;

    /// <summary>Words of an offload context as the descriptor has them.</summary>
    public const int ContextWords = 4;

    public fixed uint Statistics[StatisticsCount];
    public fixed uint MulticastTable[TableWords];
    public fixed uint VlanTable[TableWords];

    /// <summary>16 pairs: low word, and high half with the valid bit 31.</summary>
    public fixed uint AddressTable[AddressWords];

    /// <summary>The last context without and with segmentation.</summary>
    public fixed uint Contexts[2 * ContextWords];

    public uint Control;
    public uint Status;
    public uint EepromControl;
    public uint EepromRead;
    public uint PhyAccess;
    public uint VlanType;
    public uint Cause;
    public uint Mask;
    public uint InterruptThrottle;
    public uint ReceiveControl;
    public uint TransmitControl;
    public uint LedControl;
    public uint PacketBuffer;
    public uint ReceiveBaseLow;
    public uint ReceiveBaseHigh;
    public uint ReceiveLength;
    public uint ReceiveHead;
    public uint ReceiveTail;
    public uint ReceiveDelay;
    public uint ReceiveAbsoluteDelay;
    public uint TransmitBaseLow;
    public uint TransmitBaseHigh;
    public uint TransmitLength;
    public uint TransmitHead;
    public uint TransmitTail;
    public uint TransmitDescriptorControl;
    public uint TransmitAbsoluteDelay;
    public uint WakeUpControl;
    public uint WakeUpFilter;
    public uint ManagementControl;
    public uint SoftwareSemaphore;

    /// <summary>Bits of an EEPROM command so far.</summary>
    public uint EepromCommand;

    /// <summary>Bytes of the frame that is being collected, and its segments that were sent.</summary>
    public uint FrameBytes;
    public uint FrameSegments;

    /// <summary>Registers of the PHY.</summary>
    public fixed ushort Phy[PhyCount];

    public ushort EepromBitsIn;
    public ushort EepromBitsOut;

    /// <summary>Tag that the frame gets, when <see cref="InsertsVlan"/>.</summary>
    public ushort VlanTag;
    public byte EepromReads;

    /// <summary>Checksums that the frame gets: bit 0 IP, 1 TCP or UDP.</summary>
    public byte Checksums;
    public byte InsertsVlan;
    public byte Segments;

    /// <summary>A sent descriptor asked for delayed interrupts.</summary>
    public byte DelaysTransmit;

    /// <summary>Level of the interrupt, which mitigation looks at.</summary>
    public byte Asserted;
    public uint Reserved0;
}
