namespace ReplayEmu.Cpu.Power.Instructions;

/// <summary>Numbers of special purpose registers (Book III, 4.4.1). Bit 4 tells that one is privileged.</summary>
public static class Special
{
    public const int Xer = 1;
    public const int DscrUser = 3;
    public const int Lr = 8;
    public const int Ctr = 9;
    public const int UserAmr = 13;
    public const int Dscr = 17;
    public const int Dsisr = 18;
    public const int Dar = 19;
    public const int Dec = 22;
    public const int Srr0 = 26;
    public const int Srr1 = 27;
    public const int Cfar = 28;
    public const int Amr = 29;
    public const int Pidr = 48;
    public const int Iamr = 61;
    public const int CtrlRead = 136;
    public const int CtrlWrite = 152;
    public const int Fscr = 153;
    public const int Uamor = 157;
    public const int Vrsave = 256;
    public const int UserSprg3 = 259;
    public const int Timebase = 268;
    public const int TimebaseUpper = 269;
    public const int Sprg0 = 272;
    public const int Sprg3 = 275;
    public const int Pvr = 287;
    public const int Spurr = 308;
    public const int Purr = 309;

    /// <summary>First of the performance monitor's registers as problem state reads them; 16 more are for privileged writes.</summary>
    public const int MonitorFirst = 768;
    public const int MonitorLast = 799;
    public const int BescrSet = 800;
    public const int BescrSetUpper = 801;
    public const int BescrReset = 802;
    public const int BescrResetUpper = 803;
    public const int Ebbhr = 804;
    public const int Ebbrr = 805;
    public const int Bescr = 806;
    public const int Tar = 815;
    public const int Vtb = 849;
    public const int Mmcrs = 894;
    public const int Ppr = 896;
    public const int Ppr32 = 898;
}
