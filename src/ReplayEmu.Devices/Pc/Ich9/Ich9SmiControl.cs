using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Pc.Ich9;

/// <summary>
/// SMI_EN and SMI_STS (Intel 316972, section 13.8.3.7): of the enables only APMC_EN has a source; the status reads as 0, as in
/// QEMU.
/// </summary>
internal sealed unsafe class Ich9SmiControl(Ich9Lpc bridge, Ich9LpcState* state) : IBusDevice
{
    private readonly Ich9LpcState* state = state;

    public ulong Read(ulong offset, int size) => offset == 0 ? state->SmiEnable : 0;

    public void Write(ulong offset, int size, ulong value)
    {
        if (offset == 0)
        {
            // GEN_PMCON_1.SMI_LOCK keeps GBL_SMI_EN.
            var locked = bridge.IsSmiLocked ? Ich9Register.SmiGlobal : 0;
            state->SmiEnable = (state->SmiEnable & locked) | ((uint)value & ~locked);
        }
    }
}
