namespace ReplayEmu.Devices.Pc.Q35;

/// <summary>Registers of the host bridge (Intel 319970, 82Q35 GMCH, section 5.1), and two of QEMU's own in reserved places.</summary>
internal static class Q35Register
{
    /// <summary>QEMU: megabytes that TSEG size 3 stands for; 16 bits, 0 when the size does not exist.</summary>
    public const int ExtendedTseg = 0x50;

    /// <summary>Written to <see cref="ExtendedTseg"/> and read back: asks whether the register is there.</summary>
    public const ushort ExtendedTsegQuery = 0xffff;

    /// <summary>PCIEXBAR: 64 bits; bit 0 enables, bits 2..1 choose 256, 128 or 64 MiB.</summary>
    public const int PciExpressBase = 0x60;

    /// <summary>PAM0, the first of seven.</summary>
    public const int Pam0 = 0x90;

    /// <summary>QEMU: RAM at the power-on SMBASE is for system management only.</summary>
    public const int SmbaseRam = 0x9c;

    /// <summary>System management RAM control.</summary>
    public const int Smram = 0x9d;

    /// <summary>Extended system management RAM control.</summary>
    public const int ExtendedSmram = 0x9e;

    /// <summary>SMRAM: D_LCK, which makes this and the next register read-only until reset.</summary>
    public const byte SmramLock = 0x10;

    /// <summary>SMRAM: D_OPEN.</summary>
    public const byte SmramOpen = 0x40;

    /// <summary>SMRAM: G_SMRAME.</summary>
    public const byte SmramEnabled = 0x08;

    /// <summary>SMRAM: D_CLS, accepted without effect as in QEMU.</summary>
    public const byte SmramClosed = 0x20;

    /// <summary>ESMRAMC: H_SMRAME, the compatible segment at 0xFEDA0000.</summary>
    public const byte HighSmramEnabled = 0x80;

    /// <summary>ESMRAMC: T_EN.</summary>
    public const byte TsegEnabled = 0x01;

    /// <summary>ESMRAMC: TSEG_SZ, 1, 2 or 8 MiB, or what <see cref="ExtendedTseg"/> says.</summary>
    public const byte TsegSize = 0x06;
}
