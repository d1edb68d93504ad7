namespace ReplayEmu.Devices.Storage;

/// <summary>What a drive is connected to: an IDE channel or a port of an AHCI controller.</summary>
internal interface IAtaHost
{
    /// <summary>Device/head register.</summary>
    byte Device { get; }

    /// <summary>The drive asserts INTRQ.</summary>
    void RaiseInterrupt();

    /// <summary>The drive waits for DMA: move what it wants, if the host is ready to, and then tell the drive.</summary>
    void RunDma();
}
