namespace ReplayEmu.Devices.Pc.I440fx;

/// <summary>Registers of the host bridge (Intel 290549, 82441FX PMC, section 3).</summary>
internal static class I440fxRegister
{
    /// <summary>Where QEMU keeps the size of RAM for firmware that does not know the CMOS or fw_cfg.</summary>
    public const int LastRamBoundary = 0x57;

    /// <summary>PAM0: bits 5..4 are the 64 KiB from 0xF0000; bits 3..0 are reserved.</summary>
    public const int Pam0 = 0x59;

    /// <summary>PAM6, the last: each of PAM1 to PAM6 has two fields of 16 KiB, from 0xC0000 upwards.</summary>
    public const int Pam6 = 0x5f;

    /// <summary>System management RAM control.</summary>
    public const int Smram = 0x72;

    /// <summary>In a PAM field: reads go to RAM.</summary>
    public const int PamRead = 1;

    /// <summary>In a PAM field: writes go to RAM.</summary>
    public const int PamWrite = 2;

    /// <summary>D_OPEN: 0xA0000 to 0xBFFFF is RAM for everybody.</summary>
    public const byte SmramOpen = 0x40;

    /// <summary>G_SMRAME: 0xA0000 to 0xBFFFF is RAM in system management mode.</summary>
    public const byte SmramEnabled = 0x08;
}
