namespace ReplayEmu.Devices.Pseries.Papr;

/// <summary>Results of hypercalls (PAPR 2.8.2, table 174).</summary>
public static class HypercallStatus
{
    public const long Success = 0;
    public const long Hardware = -1;
    public const long Function = -2;
    public const long Privilege = -3;
    public const long Parameter = -4;
    public const long GroupFull = -6;
    public const long NotFound = -7;
    public const long Parameter2 = -55;
    public const long Parameter3 = -56;
    public const long Parameter4 = -57;
    public const long UnsupportedFlag = -256;
}
