using System;
using System.Runtime.InteropServices;
using Iced.Intel;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>The host's processor on floating-point and vector registers: FXRSTOR, one instruction, FXSAVE.</summary>
internal sealed unsafe class FloatProcessor : IDisposable
{
    private readonly HostProcessor host = new();
    private readonly FloatImage* image = (FloatImage*)NativeMemory.AlignedAlloc(FloatImage.Size, 64);

    public Span<byte> Data => host.Data;

    public void Load(in Instruction instruction) => host.Load(instruction, Prologue(), Epilogue());

    /// <summary>Runs it. SSE exceptions must be masked and no x87 exception pending.</summary>
    public void Run(ref FloatImage state)
    {
        *image = state;
        host.Run((RegisterFile*)image);
        state = *image;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(image);
        host.Dispose();
    }

    private static Assembler Prologue()
    {
        var a = new Assembler(64);
        a.push(rbx);
        a.push(rbp);
        a.push(r15);
        a.mov(r15, rdi);
        a.fxrstor64(__[r15]);
        a.push(__qword_ptr[r15 + FloatImage.FlagsOffset]);
        a.popfq();
        for (var i = 0; i < 8; i++)
        {
            if (i != 4)
            {
                a.mov(HostProcessor.Register64(i), __qword_ptr[r15 + FloatImage.GprOffset + (i * 8)]);
            }
        }

        return a;
    }

    private static Assembler Epilogue()
    {
        var a = new Assembler(64);
        for (var i = 0; i < 8; i++)
        {
            if (i != 4)
            {
                a.mov(__qword_ptr[r15 + FloatImage.GprOffset + (i * 8)], HostProcessor.Register64(i));
            }
        }

        a.pushfq();
        a.pop(__qword_ptr[r15 + FloatImage.FlagsOffset]);
        a.fxsave64(__[r15]);
        a.fninit();
        a.push(0x1f80);
        a.ldmxcsr(__dword_ptr[rsp]);
        a.pop(rax);
        a.cld();
        a.pop(r15);
        a.pop(rbp);
        a.pop(rbx);
        a.ret();
        return a;
    }
}
