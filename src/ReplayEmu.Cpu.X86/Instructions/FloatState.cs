using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Mmu;
using ReplayEmu.Cpu.X86.State;
using Vector = ReplayEmu.Cpu.X86.Exceptions.Vector;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>FXSAVE FXRSTOR LDMXCSR STMXCSR (SDM volume 1, 10.5 and volume 2, FXSAVE).</summary>
internal static unsafe class FloatState
{
    [Executes(Code.Ldmxcsr_m32)]
    public static DecodedOp* Ldmxcsr(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!Vectors.BeginSse(s, op, cpu) || !MemoryPlace.Read<uint>(s, op, cpu, out var value))
        {
            return null;
        }

        if ((value & ~FloatImage.MxcsrMask) != 0)
        {
            return cpu.Fault(op, Vector.GeneralProtection, 0);
        }

        s->Mxcsr = value;
        return op + 1;
    }

    [Executes(Code.Stmxcsr_m32)]
    public static DecodedOp* Stmxcsr(X86State* s, DecodedOp* op, X86Cpu cpu) =>
        Vectors.BeginSse(s, op, cpu) && MemoryPlace.Write(s, op, cpu, s->Mxcsr) ? op + 1 : null;

    /// <summary>Without CR4.OSFXSR processors may leave the XMM registers out; this one has them always.</summary>
    [Executes(Code.Fxsave_m512byte, Code.Fxsave64_m512byte)]
    public static DecodedOp* Fxsave(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!Begin(s, op, cpu) || !WideAccess.MayWrite(s, op, cpu, FloatImage.Bytes))
        {
            return null;
        }

        FloatImage.SaveX87(s, op, cpu, (Code)op->Code == Code.Fxsave64_m512byte);
        FloatImage.SaveMxcsr(s, op, cpu);
        if (!IsFast(s, cpu))
        {
            FloatImage.SaveXmm(s, op, cpu);
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

        var words = FloatImage.WordsUsed(cpu);
        var image = stackalloc ulong[FloatImage.Bytes / 8];
        for (var i = 0; i < words; i++)
        {
            if (!WideAccess.Read(s, op, cpu, 8 * i, out image[i]))
            {
                return null;
            }
        }

        if (!FloatImage.IsMxcsrValid(image))
        {
            return cpu.Fault(op, Vector.GeneralProtection, 0);
        }

        FloatImage.LoadX87(s, image, (Code)op->Code == Code.Fxrstor64_m512byte);
        FloatImage.LoadMxcsr(s, image);
        if (!IsFast(s, cpu))
        {
            FloatImage.LoadXmm(s, cpu, image, present: true);
        }

        return op + 1;
    }

    /// <summary>EFER.FFXSR leaves the XMM registers out in 64-bit mode at CPL 0 (AMD APM volume 2, 11.4.4).</summary>
    private static bool IsFast(X86State* s, X86Cpu cpu) =>
        (s->Efer & EferBits.FastFxsave) != 0 && s->Cpl == 0 && cpu.Is64Bit;

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
