namespace ReplayEmu.Devices.Pc.I440fx;

/// <summary>Registers of the host bridge (Intel 290549, 82441FX PMC, section 3).</summary>
internal static class I440fxRegister
{
    /// <summary>Where QEMU keeps the size of RAM for firmware that does not know the CMOS or fw_cfg.</summary>
    public const int LastRamBoundary = 0x57;

    /// <summary>PAM0, the first of seven; <see cref="ShadowRam"/> says what is in them.</summary>
    public const int Pam0 = 0x59;

    /// <summary>System management RAM control.</summary>
    public const int Smram = 0x72;
}
