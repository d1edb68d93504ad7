using System;
using System.Collections.Generic;

namespace ReplayEmu.Machine.Cpu;

/// <summary>A CPU that a debugger can look into between two calls of <see cref="VirtualMachine.Run"/>. Reading changes nothing.</summary>
public interface IDebugCpu : ICpu
{
    /// <summary>gdb's name of the architecture of the present mode, for example <c>i386</c>.</summary>
    string DebugArchitecture { get; }

    /// <summary>In the order of gdb's register numbers, one architecture after the other.</summary>
    IReadOnlyList<DebugRegister> DebugRegisters { get; }

    /// <summary>The value, little-endian, in as many bytes as the register has.</summary>
    void ReadRegister(int number, Span<byte> value);

    /// <summary>False when the register cannot be written, or not with this value.</summary>
    bool WriteRegister(int number, ReadOnlySpan<byte> value);

    /// <summary>A special register that instructions address by number (x86: a model-specific one); false when there is none.</summary>
    bool TryReadSpecial(uint number, out ulong value)
    {
        value = 0;
        return false;
    }

    /// <summary>Linear to physical as data is accessed now, without faults and without accessed bits; false when nothing is mapped.</summary>
    bool TryTranslate(ulong linear, out ulong physical);

    /// <summary>Linear addresses before whose instructions <see cref="ICpu.Run"/> stops, with a host stop of the machine.</summary>
    void SetBreakpoints(ReadOnlySpan<ulong> linear);

    /// <summary>Breakpoints count; off while one instruction is stepped over.</summary>
    bool BreakpointsEnabled { get; set; }

    /// <summary>Set when a breakpoint stopped the CPU; whoever looks at it clears it.</summary>
    bool BreakpointHit { get; set; }
}
