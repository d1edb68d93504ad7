using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Virtio;

/// <summary>The registers of a legacy driver in BAR 0. Their place of the device's configuration depends on MSI-X being enabled.</summary>
internal sealed unsafe class VirtioLegacyRegisters(VirtioPciDevice device) : IBusDevice
{
    private readonly VirtioPciState* state = device.State;

    private int Config => device.UsesMessages ? VirtioPciRegister.ConfigBehindVectors : VirtioPciRegister.Config;

    public ulong Read(ulong offset, int size)
    {
        var config = Config;
        if ((int)offset >= config)
        {
            return device.ReadConfigSpace((int)offset - config, size);
        }

        var queue = device.Selected;
        return (int)offset switch
        {
            VirtioPciRegister.HostFeatures => (uint)device.HostFeatures,
            VirtioPciRegister.GuestFeatures => (uint)state->GuestFeatures,
            VirtioPciRegister.QueuePage => queue is null ? 0 : (uint)(queue.State->Descriptors >> 12),
            VirtioPciRegister.QueueSize => queue is null ? 0 : (ulong)queue.Size,
            VirtioPciRegister.QueueSelect => state->QueueSelect,
            VirtioPciRegister.Status => state->Status,
            VirtioPciRegister.InterruptStatus => device.TakeInterruptStatus(),
            VirtioPciRegister.ConfigVector => state->ConfigVector,
            VirtioPciRegister.QueueVector => queue is null ? VirtioPciDevice.NoVector : queue.State->Vector,
            _ => ulong.MaxValue,
        };
    }

    public void Write(ulong offset, int size, ulong value)
    {
        var config = Config;
        if ((int)offset >= config)
        {
            device.WriteConfigSpace((int)offset - config, size, (uint)value);
            return;
        }

        switch ((int)offset)
        {
            case VirtioPciRegister.GuestFeatures:
                // A driver that acknowledges even the bad bit has not looked at any: it gets none.
                device.Acknowledge((value & VirtioFeature.Bad) != 0 ? 0 : (uint)value);
                break;
            case VirtioPciRegister.QueuePage:
                WriteQueuePage((uint)value);
                break;
            case VirtioPciRegister.QueueSelect:
                device.Select((uint)value, 64);
                break;
            case VirtioPciRegister.QueueNotify:
                device.Notify((uint)value);
                break;
            case VirtioPciRegister.Status:
                device.WriteStatus((byte)value, isLegacy: true);
                break;
            case VirtioPciRegister.ConfigVector:
                state->ConfigVector = device.UsableVector((ushort)value);
                break;
            case VirtioPciRegister.QueueVector:
                if (device.Selected is { } queue)
                {
                    queue.State->Vector = device.UsableVector((ushort)value);
                }

                break;
        }
    }

    private void WriteQueuePage(uint page)
    {
        if (page == 0)
        {
            device.ResetTransport();
        }
        else
        {
            device.Selected?.PlaceLegacy((ulong)page << 12);
        }
    }
}
