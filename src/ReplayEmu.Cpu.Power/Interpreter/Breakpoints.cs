using System;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Machine.Cpu.Engine;

namespace ReplayEmu.Cpu.Power;

/// <content>
/// Breakpoints of a debugger. An instruction at the offset in its page of any breakpoint is kept out of cached blocks, so that the outer
/// loop meets it before anything of it happens, whatever address the page has; nothing of this is visible to the guest.
/// </content>
public sealed unsafe partial class PowerCpu
{
    private ulong[] breakpoints = [];

    /// <summary>A block of one instruction and its end, decoded anew each time.</summary>
    private DecodedOp* aloneOps;
    private CodeBlock<DecodedOp>* alone;

    /// <inheritdoc/>
    public bool BreakpointsEnabled { get; set; }

    /// <inheritdoc/>
    public bool BreakpointHit { get; set; }

    private bool HasBreakpoints => BreakpointsEnabled && breakpoints.Length != 0;

    /// <inheritdoc/>
    public void SetBreakpoints(ReadOnlySpan<ulong> linear)
    {
        if (linear.SequenceEqual(breakpoints))
        {
            return;
        }

        breakpoints = linear.ToArray();
        cache.Clear();
    }

    private bool IsAtBreakpoint()
    {
        if (breakpoints.AsSpan().IndexOf(State->Nip) < 0)
        {
            return false;
        }

        BreakpointHit = true;
        machine.RequestHostStop();
        return true;
    }

    private bool IsPlaceOfBreakpoint(ulong linear)
    {
        foreach (var breakpoint in breakpoints)
        {
            if (((breakpoint ^ linear) & 0xfff) == 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The instruction at a breakpoint as a block that nothing leads to.</summary>
    private CodeBlock<DecodedOp>* BuildAlone(byte* code)
    {
        if (alone == null)
        {
            aloneOps = (DecodedOp*)System.Runtime.InteropServices.NativeMemory.AllocZeroed(2, (nuint)sizeof(DecodedOp));
            alone = (CodeBlock<DecodedOp>*)
                System.Runtime.InteropServices.NativeMemory.AllocZeroed(1, (nuint)sizeof(CodeBlock<DecodedOp>));
        }

        DecodeAt(aloneOps, 0, code);
        End(aloneOps, 1);
        *alone = new CodeBlock<DecodedOp>
        {
            Ops = aloneOps,
            Code = code,
            Mode = mode,
            Count = 1,
            Bytes = 4,
        };
        return alone;
    }

    private void FreeAlone()
    {
        System.Runtime.InteropServices.NativeMemory.Free(aloneOps);
        System.Runtime.InteropServices.NativeMemory.Free(alone);
    }
}
