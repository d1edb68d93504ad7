using System;
using Iced.Intel;
using ReplayEmu.Guests.Assembly;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Guests.Legacy;

/// <summary>
/// What runs in virtual-8086 mode. An instruction that may fault is filled up to three bytes, which is what the handler goes on.
/// </summary>
internal static class LegacyVirtual
{
    private const int DataOffset = 0x200;

    /// <summary>Without the privilege of I/O: what is sensitive faults; ends with #UD.</summary>
    public static byte[] WithoutPrivilege() =>
        Assemble(code =>
        {
            Padded(code, c => c.pushf());
            Padded(code, c => c.popf());
            Padded(code, c => c.cli());
            Padded(code, c => c.sti());
            Padded(code, c => c.iret());
            Padded(code, c => c.hlt());
            Padded(code, c => c.@int(LegacyMap.Exit));
            Padded(code, c => c.@in(al, 0x60));
            Padded(code, c => c.@out(0x80, al));
            Padded(code, c => c.int3());
            Segments(code);
            code.ud2();
        });

    /// <summary>With it: flags are real, and INT reaches ring 0.</summary>
    public static byte[] WithPrivilege() =>
        Assemble(code =>
        {
            code.pushf();
            code.pop(ax);
            code.cli();
            code.sti();
            code.pushf();
            code.popf();
            Segments(code);
            Padded(code, c => c.mov(eax, cr0));
            code.@int(LegacyMap.Exit);
        });

    /// <summary>Segment registers hold paragraphs.</summary>
    private static void Segments(Assembler code)
    {
        code.mov(ax, cs);
        code.mov(ds, ax);
        code.mov(bx, __word_ptr[0]);
        code.push(ds);
        code.pop(es);
        code.mov(cx, 0x1234);
        code.mov(gs, cx);
    }

    private static void Padded(Assembler code, Action<Assembler> instruction)
    {
        var alone = new Assembler(16);
        instruction(alone);
        var writer = new ByteWriter();
        alone.Assemble(writer, 0);
        instruction(code);
        for (var i = writer.ToArray().Length; i < 3; i++)
        {
            code.nop();
        }
    }

    private static byte[] Assemble(Action<Assembler> program)
    {
        var segment = new Segment(16, 0, DataOffset);
        program(segment.Code);
        return segment.Link();
    }
}
