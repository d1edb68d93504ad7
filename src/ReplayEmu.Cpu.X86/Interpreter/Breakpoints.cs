using System;

namespace ReplayEmu.Cpu.X86;

/// <content>
/// Breakpoints of a debugger. An instruction at the offset in its page of any breakpoint is kept out of blocks, so that the outer
/// loop meets it before anything of it happens, whatever linear address the page has; nothing of this is visible to the guest.
/// </content>
public sealed unsafe partial class X86Cpu
{
    private ulong[] breakpoints = [];

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
        if (breakpoints.AsSpan().IndexOf(ProgramCounter) < 0)
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
}
