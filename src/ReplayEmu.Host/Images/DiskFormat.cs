namespace ReplayEmu.Host.Images;

/// <summary>How a disk image is stored. The numbers are in overlay files.</summary>
public enum DiskFormat
{
    /// <summary>Sector by sector.</summary>
    Raw = 1,

    /// <summary>QEMU's format, read only.</summary>
    Qcow2 = 2,
}
