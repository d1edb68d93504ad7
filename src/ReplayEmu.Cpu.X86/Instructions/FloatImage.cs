using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Float;
using ReplayEmu.Cpu.X86.Mmu;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>The parts of the image that FXSAVE and XSAVE share (SDM volume 1, table 10-2). Stores need a checked operand.</summary>
internal static unsafe class FloatImage
{
    /// <summary>Bits of MXCSR that exist, DAZ included.</summary>
    public const uint MxcsrMask = 0xffff;

    public const int Bytes = 512;
    private const int RegisterOffset = 32;
    private const int XmmOffset = 160;

    /// <summary>Of the image: what FXRSTOR reads.</summary>
    public static int WordsUsed(X86Cpu cpu) => (XmmOffset / 8) + XmmWords(cpu);

    /// <param name="isWide">With 64-bit instruction and operand pointers in place of selectors.</param>
    public static void SaveX87(X86State* s, DecodedOp* op, X86Cpu cpu, bool isWide)
    {
        ulong tags = 0;
        for (var i = 0; i < 8; i++)
        {
            tags |= ((s->FpuTag >> (2 * i)) & 3) == 3 ? 0 : 1UL << i;
        }

        var head = s->FpuControl | ((ulong)s->FpuStatus << 16) | (tags << 32) | ((ulong)s->FpuOpcode << 48);
        WideAccess.Write(s, op, cpu, 0, head);
        WideAccess.Write(s, op, cpu, 8, isWide ? s->FpuIp : (uint)s->FpuIp | ((ulong)s->FpuCs << 32));
        WideAccess.Write(s, op, cpu, 16, isWide ? s->FpuDp : (uint)s->FpuDp | ((ulong)s->FpuDs << 32));
        for (var i = 0; i < 8; i++)
        {
            var value = X87Stack.Get(s, i);
            WideAccess.Write(s, op, cpu, RegisterOffset + (16 * i), value.Significand);
            WideAccess.Write(s, op, cpu, RegisterOffset + (16 * i) + 8, value.SignExponent);
        }
    }

    public static void SaveMxcsr(X86State* s, DecodedOp* op, X86Cpu cpu) =>
        WideAccess.Write(s, op, cpu, 24, s->Mxcsr | ((ulong)MxcsrMask << 32));

    public static void SaveXmm(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        for (var i = 0; i < XmmWords(cpu); i++)
        {
            WideAccess.Write(s, op, cpu, XmmOffset + (8 * i), s->Xmm[i]);
        }
    }

    /// <inheritdoc cref="SaveX87"/>
    public static void LoadX87(X86State* s, ulong* image, bool isWide)
    {
        X87.SetControl(s, (ushort)image[0]);
        X87.SetStatus(s, (ushort)(image[0] >> 16));
        s->FpuOpcode = (ushort)((image[0] >> 48) & 0x7ff);
        s->FpuIp = isWide ? image[1] : (uint)image[1];
        s->FpuCs = isWide ? (ushort)0 : (ushort)(image[1] >> 32);
        s->FpuDp = isWide ? image[2] : (uint)image[2];
        s->FpuDs = isWide ? (ushort)0 : (ushort)(image[2] >> 32);
        for (var i = 0; i < 8; i++)
        {
            X87Stack.Set(s, i, new Extended((ushort)image[5 + (2 * i)], image[4 + (2 * i)]));
        }

        s->FpuTag = 0;
        for (var i = 0; i < 8; i++)
        {
            s->FpuTag |= (ushort)(((image[0] >> (32 + i)) & 1) != 0 ? 0 : 3 << (2 * i));
        }
    }

    /// <summary>As FNINIT, and the registers are cleared.</summary>
    public static void InitializeX87(X86State* s)
    {
        X87.Initialize(s);
        for (var i = 0; i < 16; i++)
        {
            s->FpuRegisters[i] = 0;
        }
    }

    public static bool IsMxcsrValid(ulong* image) => ((uint)image[3] & ~MxcsrMask) == 0;

    public static void LoadMxcsr(X86State* s, ulong* image) => s->Mxcsr = (uint)image[3];

    /// <param name="present">Otherwise the registers are cleared.</param>
    public static void LoadXmm(X86State* s, X86Cpu cpu, ulong* image, bool present)
    {
        for (var i = 0; i < XmmWords(cpu); i++)
        {
            s->Xmm[i] = present ? image[(XmmOffset / 8) + i] : 0;
        }
    }

    /// <summary>Sixteen registers of two words in 64-bit mode, otherwise eight.</summary>
    private static int XmmWords(X86Cpu cpu) => cpu.Is64Bit ? 32 : 16;
}
