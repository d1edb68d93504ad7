namespace ReplayEmu.Devices.Virtio;

/// <summary>The common configuration structure of a modern device.</summary>
internal sealed unsafe class VirtioCommonRegisters(VirtioPciDevice device)
{
    private const uint MaximumSelect = 1024;
    private readonly VirtioPciState* state = device.State;

    /// <summary>Registers are read at their own address; in between there is nothing.</summary>
    public ulong Read(int offset, int size)
    {
        var queue = device.Selected;
        return offset switch
        {
            VirtioCommonRegister.DeviceFeatureSelect => state->DeviceFeatureSelect,
            VirtioCommonRegister.DeviceFeature => state->DeviceFeatureSelect < 2
                ? (uint)(device.ModernFeatures >> (32 * (int)state->DeviceFeatureSelect))
                : 0,
            VirtioCommonRegister.DriverFeatureSelect => state->DriverFeatureSelect,
            VirtioCommonRegister.DriverFeature => state->DriverFeatureSelect < 2
                ? state->DriverFeatures[state->DriverFeatureSelect]
                : 0,
            VirtioCommonRegister.ConfigVector => state->ConfigVector,
            VirtioCommonRegister.QueueCount => (ulong)device.QueueCount,
            VirtioCommonRegister.Status => state->Status,
            VirtioCommonRegister.Generation => (byte)state->Generation,
            VirtioCommonRegister.QueueSelect => state->QueueSelect,
            _ => queue is null ? 0 : ReadQueue(queue, offset),
        };
    }

    public void Write(int offset, int size, uint value)
    {
        switch (offset)
        {
            case VirtioCommonRegister.DeviceFeatureSelect:
                state->DeviceFeatureSelect = value;
                break;
            case VirtioCommonRegister.DriverFeatureSelect:
                state->DriverFeatureSelect = value;
                break;
            case VirtioCommonRegister.DriverFeature:
                WriteFeatures(value);
                break;
            case VirtioCommonRegister.ConfigVector:
                state->ConfigVector = device.UsableVector((ushort)value);
                break;
            case VirtioCommonRegister.Status:
                device.WriteStatus((byte)value, isLegacy: false);
                break;
            case VirtioCommonRegister.QueueSelect:
                device.Select((ushort)value, MaximumSelect);
                break;
            default:
                if (device.Selected is { } queue)
                {
                    WriteQueue(queue, offset, value);
                }

                break;
        }
    }

    private ulong ReadQueue(Virtqueue queue, int offset) =>
        offset switch
        {
            VirtioCommonRegister.QueueSize => (ulong)queue.Size,
            VirtioCommonRegister.QueueVector => queue.State->Vector,
            VirtioCommonRegister.QueueEnable => queue.State->IsEnabled,
            VirtioCommonRegister.QueueNotifyOffset => (ulong)queue.Index,
            VirtioCommonRegister.Descriptors => (uint)queue.State->Descriptors,
            VirtioCommonRegister.Descriptors + 4 => queue.State->Descriptors >> 32,
            VirtioCommonRegister.Available => (uint)queue.State->Available,
            VirtioCommonRegister.Available + 4 => queue.State->Available >> 32,
            VirtioCommonRegister.Used => (uint)queue.State->Used,
            VirtioCommonRegister.Used + 4 => queue.State->Used >> 32,
            _ => 0,
        };

    private void WriteQueue(Virtqueue queue, int offset, uint value)
    {
        switch (offset)
        {
            case VirtioCommonRegister.QueueSize:
                // Split rings have a power of two; what the driver may not have leaves the size alone.
                if (value != 0 && value <= (uint)queue.MaximumSize && (value & (value - 1)) == 0)
                {
                    queue.State->Size = (ushort)value;
                }

                break;
            case VirtioCommonRegister.QueueVector:
                queue.State->Vector = device.UsableVector((ushort)value);
                break;
            case VirtioCommonRegister.QueueEnable:
                queue.State->IsEnabled = (byte)(value == 1 ? 1 : queue.State->IsEnabled);
                break;
            case VirtioCommonRegister.QueueReset:
                if (value == 1 && (device.ModernFeatures & VirtioFeature.RingReset) != 0)
                {
                    device.ResetQueue(queue);
                }

                break;
            case VirtioCommonRegister.Descriptors:
            case VirtioCommonRegister.Descriptors + 4:
                SetHalf(ref queue.State->Descriptors, offset, value);
                break;
            case VirtioCommonRegister.Available:
            case VirtioCommonRegister.Available + 4:
                SetHalf(ref queue.State->Available, offset, value);
                break;
            case VirtioCommonRegister.Used:
            case VirtioCommonRegister.Used + 4:
                SetHalf(ref queue.State->Used, offset, value);
                break;
        }
    }

    private void WriteFeatures(uint value)
    {
        if (state->DriverFeatureSelect < 2)
        {
            state->DriverFeatures[state->DriverFeatureSelect] = value;
            if ((state->Status & VirtioPciRegister.FeaturesOk) == 0)
            {
                device.Acknowledge(state->DriverFeatures[0] | ((ulong)state->DriverFeatures[1] << 32));
            }
        }
    }

    private static void SetHalf(ref ulong address, int offset, uint value) =>
        address =
            (offset & 4) == 0
                ? (address & 0xffff_ffff_0000_0000) | value
                : (address & 0xffff_ffff) | ((ulong)value << 32);
}
