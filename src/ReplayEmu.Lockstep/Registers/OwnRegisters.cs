using System;
using System.Buffers.Binary;
using ReplayEmu.Cpu.X86;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Lockstep.Registers;

/// <summary>The registers of our CPU as a <see cref="RegisterImage"/>, and the way to replace some of them.</summary>
/// <param name="cpu">The CPU; not running.</param>
internal sealed unsafe class OwnRegisters(X86Cpu cpu)
{
    private const int EflagsNumber = 9;

    public void Read(RegisterImage image)
    {
        var state = cpu.State;
        for (var i = 0; i < RegisterSet.GeneralCount; i++)
        {
            image[i] = state->Gpr[i];
        }

        image[RegisterSet.Eip] = state->Rip;
        image[RegisterSet.Eflags] = Flags();
        for (var i = 0; i < RegisterSet.SegmentCount; i++)
        {
            var segment = X86State.Segment(state, i);
            var first = RegisterSet.FirstSegment + (i * RegisterSet.SegmentFields);
            image[first] = segment->Selector;
            image[first + 1] = segment->Base;
            image[first + 2] = segment->Limit;
            image[first + 3] = segment->Attributes;
        }

        (image[RegisterSet.GdtBase], image[RegisterSet.GdtLimit]) = (state->GdtBase, state->GdtLimit);
        (image[RegisterSet.IdtBase], image[RegisterSet.IdtLimit]) = (state->IdtBase, state->IdtLimit);
        (image[RegisterSet.Cr0], image[RegisterSet.Cr2]) = (state->Cr0, state->Cr2);
        (image[RegisterSet.Cr3], image[RegisterSet.Cr4]) = (state->Cr3, state->Cr4);
        (image[RegisterSet.Efer], image[RegisterSet.Cpl]) = (state->Efer, state->Cpl);
        image[RegisterSet.SystemManagement] = state->SystemManagement;
        for (var i = 0; i < 4; i++)
        {
            image[RegisterSet.Dr0 + i] = state->Dr[i];
        }

        (image[RegisterSet.Dr6], image[RegisterSet.Dr7]) = (state->Dr[6], state->Dr[7]);
    }

    /// <summary>Takes general registers and arithmetic flags from elsewhere.</summary>
    public void Adopt(RegisterImage image)
    {
        for (var i = 0; i < RegisterSet.GeneralCount; i++)
        {
            cpu.State->Gpr[i] = image[i];
        }

        Span<byte> flags = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(flags, (uint)image[RegisterSet.Eflags]);
        cpu.WriteRegister(EflagsNumber, flags);
    }

    private uint Flags()
    {
        Span<byte> flags = stackalloc byte[8];
        cpu.ReadRegister(EflagsNumber, flags);
        return BinaryPrimitives.ReadUInt32LittleEndian(flags);
    }
}
