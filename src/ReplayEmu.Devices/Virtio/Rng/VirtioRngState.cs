using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Virtio.Rng;

/// <summary>State of an entropy device beside its transport.</summary>
[StateStruct("virtio-rng")]
public partial struct VirtioRngState
{
    /// <summary>Counter of the generator; each step of 8 bytes moves it on.</summary>
    public ulong Counter;
}
