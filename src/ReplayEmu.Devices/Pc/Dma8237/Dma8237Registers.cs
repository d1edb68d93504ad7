namespace ReplayEmu.Devices.Pc.Dma8237;

/// <summary>Ports of the two 8237A (Intel 231466) of a PC/AT. The second one's registers are two ports apart.</summary>
internal static class Dma8237Registers
{
    public const ushort FirstPort = 0x00;
    public const ushort SecondPort = 0xC0;
    public const ushort PagePort = 0x80;
    public const ushort HighPagePort = 0x480;

    /// <summary>Registers from here are the controller's; below are address and count of each channel.</summary>
    public const int StatusCommand = 8;
    public const int Request = 9;
    public const int SingleMask = 10;
    public const int Mode = 11;
    public const int ClearByte = 12;

    /// <summary>Write: master clear. Read: the temporary register, which is always 0 without memory-to-memory transfers.</summary>
    public const int MasterClear = 13;

    public const int ClearMask = 14;
    public const int AllMask = 15;
}
