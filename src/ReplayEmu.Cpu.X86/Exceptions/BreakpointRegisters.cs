using ReplayEmu.Cpu.X86.Exceptions;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86;

/// <content>
/// Debug registers (SDM volume 3, 17.2). While DR7 enables a breakpoint, instructions run one by one, and with one on data no access
/// takes the quick way; while it enables none they cost nothing.
/// </content>
public sealed unsafe partial class X86Cpu
{
    private const ulong BreakpointEnables = 0xff;
    private const ulong GeneralDetect = 1 << 13;
    private const ulong DebugAccess = 1 << 13;
    private const ulong DebugSingleStep = 1 << 14;
    private const ulong DebugBreakpoints = 15;
    private const ulong Dr7AlwaysSet = 0x400;
    private const ulong Dr6AlwaysSet = 0xffff0ff0;

    /// <summary>DR7 enables a breakpoint of any kind.</summary>
    private bool breakpointsArmed;
    private bool watchesData;
    private bool watchesPorts;

    /// <summary>MOV to and from DR with DR7.GD set: the debugger that owns them is told. False when the fault is pending.</summary>
    internal bool MayAccessDebugRegisters()
    {
        if ((State->Dr[7] & GeneralDetect) == 0)
        {
            return true;
        }

        State->Dr[6] |= DebugAccess;
        return Refuse(Vector.Debug, 0);
    }

    internal void WriteDebugRegister(int number, ulong value)
    {
        State->Dr[number] = number switch
        {
            6 => (value & 0xe00f) | Dr6AlwaysSet,
            7 => (value & 0xffff2bff) | Dr7AlwaysSet,
            _ => value,
        };
        DebugRegistersChanged();
    }

    /// <summary>Derives from DR7 what has to be looked at.</summary>
    private void DebugRegistersChanged()
    {
        (breakpointsArmed, watchesData, watchesPorts) = ((State->Dr[7] & BreakpointEnables) != 0, false, false);
        for (var i = 0; i < 4; i++)
        {
            var kind = KindOf(i);
            watchesData |= IsEnabled(i) && kind is BreakpointKind.Write or BreakpointKind.Access;
            watchesPorts |= IsEnabled(i) && kind == BreakpointKind.Port;
        }

        SelectTlb();
    }

    private bool IsEnabled(int number) => (State->Dr[7] >> (2 * number) & 3) != 0;

    private BreakpointKind KindOf(int number) => (BreakpointKind)(State->Dr[7] >> (16 + (4 * number)) & 3);

    /// <summary>Bits of DR6 for all breakpoints that match, when one of them is enabled; otherwise 0.</summary>
    private uint MatchBreakpoints(BreakpointKind first, BreakpointKind second, ulong address, int size)
    {
        uint matched = 0;
        var enabled = false;
        for (var i = 0; i < 4; i++)
        {
            var kind = KindOf(i);
            // 1, 2, 8 and 4 bytes; the address is aligned to it. One on execution is of the first byte, whatever it says.
            var length =
                kind == BreakpointKind.Execute
                    ? 1UL
                    : (State->Dr[7] >> (18 + (4 * i)) & 3) switch
                    {
                        0 => 1,
                        1 => 2,
                        2 => 8,
                        _ => 4,
                    };
            var start = State->Dr[i] & ~(length - 1);
            if ((kind == first || kind == second) && address < start + length && start < address + (ulong)size)
            {
                matched |= 1u << i;
                enabled |= IsEnabled(i);
            }
        }

        return enabled ? matched : 0;
    }

    /// <summary>Remembers a breakpoint on data for the end of the instruction.</summary>
    private void WatchData(ulong linear, int size, bool write)
    {
        if (watchesData)
        {
            var other = write ? BreakpointKind.Write : BreakpointKind.Access;
            State->PendingDebug |= MatchBreakpoints(BreakpointKind.Access, other, linear, size);
        }
    }

    private void WatchPort(ushort port, int size)
    {
        if (watchesPorts && (State->Cr4 & Cr4Bits.DebuggingExtensions) != 0)
        {
            State->PendingDebug |= MatchBreakpoints(BreakpointKind.Port, BreakpointKind.Port, port, size);
        }
    }

    /// <summary>A breakpoint on the next instruction is a fault of it. False when there is none.</summary>
    private bool MeetsBreakpoint()
    {
        if ((State->Eflags & Eflag.Resume) != 0 || State->InterruptShadow == ShadowOfStack)
        {
            return false;
        }

        var hits = MatchBreakpoints(BreakpointKind.Execute, BreakpointKind.Execute, ProgramCounter, 1);
        if (hits == 0)
        {
            return false;
        }

        DebugException(hits);
        return true;
    }

    /// <summary>Raises #DB with bits of DR6. Those of breakpoints tell of this exception only, the others stay until they are cleared.</summary>
    private void DebugException(ulong bits)
    {
        if ((bits & DebugBreakpoints) != 0)
        {
            State->Dr[6] &= ~DebugBreakpoints;
        }

        State->Dr[6] |= bits;
        State->PendingDebug = 0;
        Interrupt(Vector.Debug, InterruptKind.Exception, 0, State->Rip);
    }
}

/// <summary>R/W fields of DR7.</summary>
internal enum BreakpointKind : byte
{
    Execute,
    Write,

    /// <summary>Undefined, here none, unless CR4.DE is set.</summary>
    Port,

    /// <summary>Data reads and writes, not fetches.</summary>
    Access,
}
