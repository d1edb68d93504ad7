namespace ReplayEmu.Devices.Virtio.Serial;

/// <summary>Configuration, features and control messages of a console device (Virtio 1.2, section 5.3).</summary>
internal static class VirtioSerialRegister
{
    public const int MaximumPorts = 4;
    public const int EmergencyWrite = 8;
    public const int BasicLength = 8;
    public const int EmergencyLength = 12;

    public const ulong ManyPortsFeature = 1ul << 1;
    public const ulong EmergencyFeature = 1ul << 2;

    public const ushort DeviceReady = 0;
    public const ushort PortAdd = 1;
    public const ushort PortReady = 3;
    public const ushort ConsolePort = 4;
    public const ushort PortOpen = 6;
    public const ushort PortName = 7;

    /// <summary>Port, event, value.</summary>
    public const int MessageSize = 8;
}
