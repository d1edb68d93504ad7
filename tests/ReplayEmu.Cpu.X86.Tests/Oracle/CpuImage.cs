using System;
using System.Runtime.InteropServices;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>The registers that an instruction starts from or leaves: an FXSAVE image, the general registers, flags and what was jumped to.</summary>
[StructLayout(LayoutKind.Sequential, Size = Size)]
internal unsafe struct CpuImage
{
    public const int Size = 704;
    public const int GprOffset = 512;
    public const int FlagsOffset = 640;

    /// <summary>All that is compared, in pieces of eight bytes.</summary>
    public const int PieceCount = 82;
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

    /// <summary>RAX RCX RDX RBX RSP RBP RSI RDI R8 to R15.</summary>
    public fixed ulong Gpr[16];
    public ulong Flags;

    /// <summary>1 when the instruction went to its target, 0 when it went on.</summary>
    public ulong Taken;
}

/// <summary>An image as numbers.</summary>
internal static class CpuImagePieces
{
    public static ReadOnlySpan<ulong> Pieces(this in CpuImage image) =>
        MemoryMarshal.Cast<CpuImage, ulong>(new ReadOnlySpan<CpuImage>(in image))[..CpuImage.PieceCount];

    public static Span<ulong> PiecesToSet(this ref CpuImage image) =>
        MemoryMarshal.Cast<CpuImage, ulong>(new Span<CpuImage>(ref image))[..CpuImage.PieceCount];
}
