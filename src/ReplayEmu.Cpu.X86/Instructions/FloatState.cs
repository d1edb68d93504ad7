using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Mmu;
using ReplayEmu.Cpu.X86.State;
using Vector = ReplayEmu.Cpu.X86.Exceptions.Vector;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>FXSAVE FXRSTOR LDMXCSR STMXCSR (SDM volume 1, 10.5 and volume 2, FXSAVE).</summary>
internal static unsafe class FloatState
{
    /// <summary>Bits of MXCSR that exist, DAZ included.</summary>
    private const uint MxcsrMask = 0xffff;
    private const int ImageBytes = 512;
    private const int Registers = 32;
    private const int XmmRegisters = 160;

    [Executes(Code.Ldmxcsr_m32)]
    public static DecodedOp* Ldmxcsr(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!Vectors.BeginSse(s, op, cpu) || !MemoryPlace.Read<uint>(s, op, cpu, out var value))
        {
            return null;
        }

        if ((value & ~MxcsrMask) != 0)
        {
            return cpu.Fault(op, Vector.GeneralProtection, 0);
        }

        s->Mxcsr = value;
        return op + 1;
    }

    [Executes(Code.Stmxcsr_m32)]
    public static DecodedOp* Stmxcsr(X86State* s, DecodedOp* op, X86Cpu cpu) =>
        Vectors.BeginSse(s, op, cpu) && MemoryPlace.Write(s, op, cpu, s->Mxcsr) ? op + 1 : null;

    [Executes(Code.Fxsave_m512byte, Code.Fxsave64_m512byte)]
    public static DecodedOp* Fxsave(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!Begin(s, op, cpu) || !WideAccess.MayWrite(s, op, cpu, ImageBytes))
        {
            return null;
        }

        ulong tags = 0;
        for (var i = 0; i < 8; i++)
        {
            tags |= ((s->FpuTag >> (2 * i)) & 3) == 3 ? 0 : 1UL << i;
        }

        var head = s->FpuControl | ((ulong)s->FpuStatus << 16) | (tags << 32) | ((ulong)s->FpuOpcode << 48);
        WideAccess.Write(s, op, cpu, 0, head);
        var isWide = (Code)op->Code == Code.Fxsave64_m512byte;
        WideAccess.Write(s, op, cpu, 8, isWide ? s->FpuIp : (uint)s->FpuIp | ((ulong)s->FpuCs << 32));
        WideAccess.Write(s, op, cpu, 16, isWide ? s->FpuDp : (uint)s->FpuDp | ((ulong)s->FpuDs << 32));
        WideAccess.Write(s, op, cpu, 24, s->Mxcsr | ((ulong)MxcsrMask << 32));
        for (var i = 0; i < 8; i++)
        {
            var value = X87Stack.Get(s, i);
            WideAccess.Write(s, op, cpu, Registers + (16 * i), value.Significand);
            WideAccess.Write(s, op, cpu, Registers + (16 * i) + 8, value.SignExponent);
        }

        // Without CR4.OSFXSR processors may leave the XMM registers out; this one saves them always.
        for (var i = 0; i < XmmWords(cpu); i++)
        {
            WideAccess.Write(s, op, cpu, XmmRegisters + (8 * i), s->Xmm[i]);
        }

        return op + 1;
    }

    [Executes(Code.Fxrstor_m512byte, Code.Fxrstor64_m512byte)]
    public static DecodedOp* Fxrstor(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!Begin(s, op, cpu))
        {
            return null;
        }

        var words = (XmmRegisters / 8) + XmmWords(cpu);
        var image = stackalloc ulong[ImageBytes / 8];
        for (var i = 0; i < words; i++)
        {
            if (!WideAccess.Read(s, op, cpu, 8 * i, out image[i]))
            {
                return null;
            }
        }

        if (((uint)image[3] & ~MxcsrMask) != 0)
        {
            return cpu.Fault(op, Vector.GeneralProtection, 0);
        }

        X87.SetControl(s, (ushort)image[0]);
        X87.SetStatus(s, (ushort)(image[0] >> 16));
        s->FpuOpcode = (ushort)((image[0] >> 48) & 0x7ff);
        var isWide = (Code)op->Code == Code.Fxrstor64_m512byte;
        s->FpuIp = isWide ? image[1] : (uint)image[1];
        s->FpuCs = isWide ? (ushort)0 : (ushort)(image[1] >> 32);
        s->FpuDp = isWide ? image[2] : (uint)image[2];
        s->FpuDs = isWide ? (ushort)0 : (ushort)(image[2] >> 32);
        s->Mxcsr = (uint)image[3];
        for (var i = 0; i < 8; i++)
        {
            X87Stack.Set(s, i, new Float.Extended((ushort)image[5 + (2 * i)], image[4 + (2 * i)]));
        }

        s->FpuTag = 0;
        for (var i = 0; i < 8; i++)
        {
            s->FpuTag |= (ushort)(((image[0] >> (32 + i)) & 1) != 0 ? 0 : 3 << (2 * i));
        }

        for (var i = 0; i < XmmWords(cpu); i++)
        {
            s->Xmm[i] = image[(XmmRegisters / 8) + i];
        }

        return op + 1;
    }

    /// <summary>Sixteen registers of two words in 64-bit mode, otherwise eight.</summary>
    private static int XmmWords(X86Cpu cpu) => cpu.Is64Bit ? 32 : 16;

    /// <summary>#NM by CR0.EM or TS, #GP off a 16-byte boundary; pending x87 exceptions are not looked at.</summary>
    private static bool Begin(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (X87.IsAvailable(s))
        {
            return Vectors.IsAligned(s, op, cpu);
        }

        cpu.Fault(op, Vector.DeviceNotAvailable);
        return false;
    }
}
