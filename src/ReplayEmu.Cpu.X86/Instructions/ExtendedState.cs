using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Mmu;
using ReplayEmu.Cpu.X86.State;
using Vector = ReplayEmu.Cpu.X86.Exceptions.Vector;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>
/// XSAVE XSAVEOPT XRSTOR XGETBV XSETBV with the two components that there are, x87 and SSE, in the standard form (SDM volume 1,
/// chapter 13). No component is ever tracked as unused or unmodified.
/// </summary>
internal static unsafe class ExtendedState
{
    /// <summary>Bits of XCR0: x87, which is always set, and SSE.</summary>
    public const ulong X87Component = 1;

    /// <inheritdoc cref="X87Component"/>
    public const ulong SseComponent = 2;

    /// <summary>The legacy image and the header.</summary>
    public const int AreaBytes = 576;
    private const int Alignment = 64;
    private const int HeaderOffset = 512;

    [Executes(Code.Xgetbv)]
    public static DecodedOp* Xgetbv(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!IsEnabled(s))
        {
            return cpu.Fault(op, Vector.InvalidOpcode);
        }

        if ((uint)s->Gpr[Registers.Cx] != 0)
        {
            return cpu.Fault(op, Vector.GeneralProtection, 0);
        }

        Registers.Set32(s, Registers.Ax, (uint)s->Xcr0);
        Registers.Set32(s, Registers.Dx, (uint)(s->Xcr0 >> 32));
        return op + 1;
    }

    [Executes(Code.Xsetbv)]
    public static DecodedOp* Xsetbv(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!IsEnabled(s))
        {
            return cpu.Fault(op, Vector.InvalidOpcode);
        }

        var value = Mask(s);
        if (
            s->Cpl != 0
            || (uint)s->Gpr[Registers.Cx] != 0
            || (value & X87Component) == 0
            || (value & ~(X87Component | SseComponent)) != 0
        )
        {
            return cpu.Fault(op, Vector.GeneralProtection, 0);
        }

        s->Xcr0 = value;
        return op + 1;
    }

    [Executes(Code.Xsave_mem, Code.Xsave64_mem, Code.Xsaveopt_mem, Code.Xsaveopt64_mem)]
    public static DecodedOp* Xsave(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!Begin(s, op, cpu))
        {
            return null;
        }

        var requested = Mask(s) & s->Xcr0;
        if (
            !WideAccess.Read(s, op, cpu, HeaderOffset, out var components)
            || !WideAccess.MayWrite(s, op, cpu, AreaBytes)
        )
        {
            return null;
        }

        if ((requested & X87Component) != 0)
        {
            FloatImage.SaveX87(s, op, cpu, (Code)op->Code is Code.Xsave64_mem or Code.Xsaveopt64_mem);
        }

        if ((requested & SseComponent) != 0)
        {
            FloatImage.SaveMxcsr(s, op, cpu);
            FloatImage.SaveXmm(s, op, cpu);
        }

        WideAccess.Write(s, op, cpu, HeaderOffset, components | requested);
        return op + 1;
    }

    /// <summary>MXCSR is loaded with SSE even when the image has no such component.</summary>
    [Executes(Code.Xrstor_mem, Code.Xrstor64_mem)]
    public static DecodedOp* Xrstor(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!Begin(s, op, cpu))
        {
            return null;
        }

        var image = stackalloc ulong[AreaBytes / 8];
        for (var i = 0; i < AreaBytes / 8; i++)
        {
            if (!WideAccess.Read(s, op, cpu, 8 * i, out image[i]))
            {
                return null;
            }
        }

        var header = image + (HeaderOffset / 8);
        var requested = Mask(s) & s->Xcr0;
        var loadsSse = (requested & SseComponent) != 0;
        if (
            (header[0] & ~s->Xcr0) != 0
            || (header[1] | header[2]) != 0
            || (loadsSse && !FloatImage.IsMxcsrValid(image))
        )
        {
            return cpu.Fault(op, Vector.GeneralProtection, 0);
        }

        if ((requested & X87Component) != 0)
        {
            if ((header[0] & X87Component) != 0)
            {
                FloatImage.LoadX87(s, image, (Code)op->Code == Code.Xrstor64_mem);
            }
            else
            {
                FloatImage.InitializeX87(s);
            }
        }

        if (loadsSse)
        {
            FloatImage.LoadMxcsr(s, image);
            FloatImage.LoadXmm(s, cpu, image, present: (header[0] & SseComponent) != 0);
        }

        return op + 1;
    }

    /// <summary>EDX:EAX.</summary>
    private static ulong Mask(X86State* s) => (uint)s->Gpr[Registers.Ax] | ((ulong)(uint)s->Gpr[Registers.Dx] << 32);

    private static bool IsEnabled(X86State* s) => (s->Cr4 & Cr4Bits.ExtendedStateEnable) != 0;

    /// <summary>#UD without CR4.OSXSAVE, #NM by CR0.TS, #GP off a 64-byte boundary.</summary>
    private static bool Begin(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!IsEnabled(s))
        {
            cpu.Fault(op, Vector.InvalidOpcode);
            return false;
        }

        if ((s->Cr0 & Cr0Bits.TaskSwitched) != 0)
        {
            cpu.Fault(op, Vector.DeviceNotAvailable);
            return false;
        }

        var linear = X86State.Segment(s, op->Segment)->Base + DecodedOp.EffectiveAddress(s, op);
        if ((linear & (Alignment - 1)) == 0)
        {
            return true;
        }

        cpu.Fault(op, Vector.GeneralProtection, 0);
        return false;
    }
}
