using System.Runtime.InteropServices;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>What an instruction on floating-point and vector registers starts from or leaves: the FXSAVE image and the rest.</summary>
[StructLayout(LayoutKind.Sequential, Size = Size)]
internal unsafe struct FloatImage
{
    public const int Size = 640;
    public const int GprOffset = 512;
    public const int FlagsOffset = 576;
    public ushort Control;
    public ushort Status;

    /// <summary>One bit a physical register: in use.</summary>
    public byte Tags;
    public byte Reserved;
    public ushort Opcode;
    public ulong Ip;
    public ulong Dp;
    public uint Mxcsr;
    public uint MxcsrMask;

    /// <summary>ST0 to ST7 as significand, sign and exponent.</summary>
    public fixed ulong St[16];
    public fixed ulong Xmm[32];
    public fixed ulong Rest[12];
    public fixed ulong Gpr[8];
    public ulong Flags;
}
