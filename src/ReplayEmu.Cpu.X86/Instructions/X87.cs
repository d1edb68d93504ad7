using ReplayEmu.Cpu.X86.Exceptions;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>The x87 control state (SDM volume 1, 8.1).</summary>
internal static unsafe class X87
{
    /// <summary>C3 TOP C2 C1 C0: what FNCLEX leaves of the status word.</summary>
    public const ushort StatusKeptByFnclex = 0x7f00;

    /// <summary>Every exception masked.</summary>
    public const ushort ControlMasks = 0x3f;
    private const ushort DefaultControl = 0x37f;
    private const ushort ControlImplemented = 0x1f3f;
    private const ushort ControlAlwaysSet = 0x40;
    private const ushort Exceptions = 0x3f;
    private const ushort ErrorSummary = 0x8080;
    private const ushort AllEmpty = 0xffff;

    /// <summary>EM and TS are clear.</summary>
    public static bool IsAvailable(X86State* s) => (s->Cr0 & (Cr0Bits.Emulation | Cr0Bits.TaskSwitched)) == 0;

    /// <summary>An unmasked exception is waiting to be reported by the next waiting instruction.</summary>
    public static bool HasPendingException(X86State* s)
    {
        if ((s->FpuStatus & ErrorSummary) == 0)
        {
            s->IgnoreNumericError = 0;
            return false;
        }

        return s->IgnoreNumericError == 0 || (s->Cr0 & Cr0Bits.NumericError) != 0;
    }

    /// <summary>The fault that a waiting x87 instruction meets before it does anything, or null.</summary>
    public static byte? MayNotExecute(X86State* s) =>
        !IsAvailable(s) ? Vector.DeviceNotAvailable
        : HasPendingException(s) ? Vector.FloatingPoint
        : null;

    public static void Initialize(X86State* s)
    {
        s->FpuControl = DefaultControl;
        s->FpuStatus = 0;
        s->FpuTag = AllEmpty;
        s->FpuOpcode = 0;
        s->FpuCs = 0;
        s->FpuDs = 0;
        s->FpuIp = 0;
        s->FpuDp = 0;
    }

    /// <summary>Reserved bits read as processors give them: bit 6 set, the others clear. Unmasking can make an exception pending.</summary>
    public static void SetControl(X86State* s, ushort value)
    {
        s->FpuControl = (ushort)((value & ControlImplemented) | ControlAlwaysSet);
        SetStatus(s, s->FpuStatus);
    }

    /// <summary>ES and B follow from the exception flags and masks, whatever is given.</summary>
    public static void SetStatus(X86State* s, ushort value)
    {
        var pending = value & Exceptions & ~s->FpuControl;
        s->FpuStatus = (ushort)((value & ~ErrorSummary) | (pending != 0 ? ErrorSummary : 0));
    }
}
