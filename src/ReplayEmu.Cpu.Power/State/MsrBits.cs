namespace ReplayEmu.Cpu.Power.State;

/// <summary>Machine state register (Book III, 3.2.1).</summary>
public static class MsrBits
{
    public const ulong Sf = 1UL << 63;
    public const ulong Hv = 1UL << 60;
    public const ulong Vec = 1UL << 25;
    public const ulong Vsx = 1UL << 23;
    public const ulong Ee = 1UL << 15;
    public const ulong Pr = 1UL << 14;
    public const ulong Fp = 1UL << 13;
    public const ulong Me = 1UL << 12;
    public const ulong Fe0 = 1UL << 11;
    public const ulong Se = 1UL << 10;
    public const ulong Be = 1UL << 9;
    public const ulong Fe1 = 1UL << 8;
    public const ulong Ir = 1UL << 5;
    public const ulong Dr = 1UL << 4;
    public const ulong Pmm = 1UL << 2;
    public const ulong Ri = 1UL << 1;
    public const ulong Le = 1UL;

    /// <summary>What a guest without hypervisor state can set.</summary>
    public const ulong Settable = Sf | Vec | Vsx | Ee | Pr | Fp | Me | Fe0 | Se | Be | Fe1 | Ir | Dr | Pmm | Ri | Le;
}
