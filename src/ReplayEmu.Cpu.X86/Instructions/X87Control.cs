using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Exceptions;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>FNINIT FNCLEX FLDCW FNSTCW FNSTSW FWAIT: what firmware and kernels use to find and set up the FPU.</summary>
internal static unsafe class X87Control
{
    [Executes(Code.Fninit)]
    public static DecodedOp* Fninit(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!X87.IsAvailable(s))
        {
            return cpu.Fault(op, Vector.DeviceNotAvailable);
        }

        X87.Initialize(s);
        return op + 1;
    }

    [Executes(Code.Fnclex)]
    public static DecodedOp* Fnclex(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!X87.IsAvailable(s))
        {
            return cpu.Fault(op, Vector.DeviceNotAvailable);
        }

        s->FpuStatus &= X87.StatusKeptByFnclex;
        return op + 1;
    }

    /// <summary>The 8087's and 80287's FENI, FDISI and FSETPM do nothing since the 80387.</summary>
    [Executes(Code.Fneni, Code.Fndisi, Code.Fnsetpm)]
    public static DecodedOp* Ignored(X86State* s, DecodedOp* op, X86Cpu cpu) =>
        X87.IsAvailable(s) ? op + 1 : cpu.Fault(op, Vector.DeviceNotAvailable);

    [Executes(Code.Fldcw_m2byte)]
    public static DecodedOp* Fldcw(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (X87.MayNotExecute(s) is { } vector)
        {
            return cpu.Fault(op, vector);
        }

        if (!MemoryPlace.Read<ushort>(s, op, cpu, out var value))
        {
            return null;
        }

        X87.SetControl(s, value);
        return op + 1;
    }

    [Executes(Code.Fnstcw_m2byte)]
    public static DecodedOp* Fnstcw(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!X87.IsAvailable(s))
        {
            return cpu.Fault(op, Vector.DeviceNotAvailable);
        }

        return MemoryPlace.Write(s, op, cpu, s->FpuControl) ? op + 1 : null;
    }

    [Executes(Code.Fnstsw_m2byte)]
    public static DecodedOp* Fnstsw(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!X87.IsAvailable(s))
        {
            return cpu.Fault(op, Vector.DeviceNotAvailable);
        }

        return MemoryPlace.Write(s, op, cpu, s->FpuStatus) ? op + 1 : null;
    }

    [Executes(Code.Fnstsw_AX)]
    public static DecodedOp* FnstswAx(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (!X87.IsAvailable(s))
        {
            return cpu.Fault(op, Vector.DeviceNotAvailable);
        }

        Registers.Write(s, Operand.A, s->FpuStatus);
        return op + 1;
    }

    /// <summary>#NM only when TS and MP are both set, EM does not matter.</summary>
    [Executes(Code.Wait)]
    public static DecodedOp* Wait(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        const ulong watched = Cr0Bits.TaskSwitched | Cr0Bits.MonitorCoprocessor;
        if ((s->Cr0 & watched) == watched)
        {
            return cpu.Fault(op, Vector.DeviceNotAvailable);
        }

        return X87.HasPendingException(s) ? cpu.Fault(op, Vector.FloatingPoint) : op + 1;
    }
}
