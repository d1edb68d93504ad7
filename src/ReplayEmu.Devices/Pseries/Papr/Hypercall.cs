namespace ReplayEmu.Devices.Pseries.Papr;

/// <summary>Numbers of the hypercalls that are served (PAPR 2.8.2, table 172; 0xf000 and up are of QEMU).</summary>
public static class Hypercall
{
    public const ulong SetDabr = 0x28;
    public const ulong LogicalCiLoad = 0x3c;
    public const ulong LogicalCiStore = 0x40;
    public const ulong GetTermChar = 0x54;
    public const ulong PutTermChar = 0x58;
    public const ulong Rtas = 0xf000;
    public const ulong LogicalMemop = 0xf001;
}
