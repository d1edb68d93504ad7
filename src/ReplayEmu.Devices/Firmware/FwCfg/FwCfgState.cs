using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Firmware.FwCfg;

/// <summary>What is selected and how far it was read; the contents are wiring.</summary>
[StateStruct("fw_cfg")]
public partial struct FwCfgState
{
    /// <summary>DMA address register, high half first written; cleared when a transfer begins.</summary>
    public ulong DmaAddress;

    /// <summary>Bytes already read of the selected item.</summary>
    public uint Offset;

    /// <summary>Selected key.</summary>
    public ushort Key;

    public ushort Reserved0;
}
