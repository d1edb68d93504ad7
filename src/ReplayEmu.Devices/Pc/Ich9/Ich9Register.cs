namespace ReplayEmu.Devices.Pc.Ich9;

/// <summary>Registers of the LPC bridge (Intel 316972, ICH9, section 13.1) and of the power management block behind PMBASE (13.8.3).</summary>
internal static class Ich9Register
{
    /// <summary>PMBASE: I/O address of the power management block; bits 15..7.</summary>
    public const int PmBase = 0x40;

    /// <summary>ACPI_CNTL: bit 7 enables the block, bits 2..0 choose the SCI's request.</summary>
    public const int AcpiControl = 0x44;

    /// <summary>PIRQA to PIRQD routing.</summary>
    public const int PirqA = 0x60;

    /// <summary>PIRQE to PIRQH routing.</summary>
    public const int PirqE = 0x68;

    /// <summary>LPC_EN with the COM and LPT decode ranges before it; accepted without effect.</summary>
    public const int LpcIo = 0x80;

    /// <summary>GEN_PMCON_1: bit 4 SMI_LOCK.</summary>
    public const int GeneralPm1 = 0xa0;

    /// <summary>RCBA: bit 0 enables, bits 31..14 are the address of the chipset registers.</summary>
    public const int RootComplexBase = 0xf0;

    /// <summary>Bytes of the power management block.</summary>
    public const ulong PmSize = 128;

    /// <summary>In the power management block: GPE0.</summary>
    public const ulong GeneralEvents = 0x20;

    /// <summary>Bytes of GPE0.</summary>
    public const ulong GeneralEventsSize = 16;

    /// <summary>In the power management block: SMI_EN, and SMI_STS after it.</summary>
    public const ulong SmiEnable = 0x30;

    /// <summary>In the power management block: the TCO watchdog's 32 bytes.</summary>
    public const ulong Tco = 0x60;

    /// <summary>SMI_EN: APMC_EN.</summary>
    public const uint SmiOnApm = 1u << 5;

    /// <summary>SMI_EN: GBL_SMI_EN.</summary>
    public const uint SmiGlobal = 1u;

    /// <summary>SMI_EN: TCO_EN.</summary>
    public const uint SmiOnTco = 1u << 13;
}
