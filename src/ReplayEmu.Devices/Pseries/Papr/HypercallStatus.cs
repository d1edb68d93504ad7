namespace ReplayEmu.Devices.Pseries.Papr;

/// <summary>Results of hypercalls (PAPR 2.8.2, table 174).</summary>
public static class HypercallStatus
{
    public const long Success = 0;
    public const long Hardware = -1;
    public const long Function = -2;
    public const long Privilege = -3;
    public const long Parameter = -4;
}
