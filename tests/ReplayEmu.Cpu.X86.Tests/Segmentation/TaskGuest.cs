using System;
using Iced.Intel;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Tests.Segmentation;

/// <summary>Protected mode at 0x10000 with a second task of either kind at 0x12000, whose stack ends at 0xa000.</summary>
internal sealed unsafe class TaskGuest : IDisposable
{
    public const byte NextTss = 0x30;
    public const byte TaskGate = 0x38;
    public const ushort Ldt = 0x40;
    public const ushort Code16 = 0x48;
    public const uint NextTssAddress = 0x4000;
    public const uint Entry = 0x12000;
    private readonly bool wide;

    public TaskGuest(bool wide = true)
    {
        this.wide = wide;
        Machine = new X86Machine();
        Machine.StartProtected(0x10000);
        Machine.WriteDescriptor(NextTss, NextTssAddress, wide ? 0x67u : 0x2b, wide ? 0x89u : 0x81u);
        Machine.Write32(X86Machine.GdtAddress + TaskGate, (uint)NextTss << 16);
        Machine.Write32(X86Machine.GdtAddress + TaskGate + 4, 0x8500);
        Machine.WriteDescriptor(Ldt, 0x5000, 0xff, 0x82);
        Machine.WriteDescriptor(Code16, Entry, 0xffff, 0x9b);
        if (wide)
        {
            SetNext(32, Entry);
            SetNext(36, 0x202);
            SetNext(56, 0xa000);
            SetNext(76, X86Machine.Code32);
            SetNext(40, 0x11111111);
        }
        else
        {
            SetNext(14, 0);
            SetNext(16, 0x202);
            SetNext(18, 0x1111);
            SetNext(26, 0xa000);
            SetNext(36, Code16);
        }

        foreach (var segment in (int[])[SegmentIndex.Es, SegmentIndex.Ss, SegmentIndex.Ds])
        {
            SetSegment(segment, X86Machine.Data32);
        }

        Next(a => a.hlt());
    }

    public X86Machine Machine { get; }

    public X86State* State => Machine.State;

    /// <summary>Type of the descriptor of the new task: 1 and 9 available, 3 and 11 busy.</summary>
    public uint NextType => TypeOf(NextTss);

    public uint OldType => TypeOf(X86Machine.Tss);

    /// <summary>Writes a word of the new task's TSS.</summary>
    public void SetNext(uint offset, uint value)
    {
        var place = NextTssAddress + offset;
        if (wide)
        {
            Machine.Write32(place, value);
        }
        else
        {
            Machine.Write(place, (byte)value, (byte)(value >> 8));
        }
    }

    public void SetSegment(int segment, ushort selector) =>
        SetNext(wide ? (uint)(72 + (4 * segment)) : (uint)(34 + (2 * segment)), selector);

    public void First(Action<Assembler> program) => Machine.Assemble(32, 0x10000, program);

    public void Next(Action<Assembler> program) => Machine.Assemble(wide ? 32 : 16, Entry, program);

    public void Handler(int vector, Action<Assembler> program)
    {
        var address = 0x14000u + (uint)(vector * 0x100);
        Machine.WriteGate(vector, address);
        Machine.Assemble(32, address, program);
    }

    /// <summary>Makes a vector lead to the second task.</summary>
    public void WriteTaskGate(int vector)
    {
        Machine.Write32(X86Machine.IdtAddress + ((ulong)vector * 8), (uint)NextTss << 16);
        Machine.Write32(X86Machine.IdtAddress + ((ulong)vector * 8) + 4, 0xe500);
    }

    public uint Old(uint offset) => Machine.Read32(X86Machine.TssAddress + offset);

    public void Dispose() => Machine.Dispose();

    private uint TypeOf(ushort selector) => Machine.Read32(X86Machine.GdtAddress + selector + 4) >> 8 & 15;
}
