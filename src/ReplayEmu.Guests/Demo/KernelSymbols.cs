using System;
using ReplayEmu.Guests.Assembly;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Guests.Demo;

/// <summary>Names of the kernel's own routines for its call traces, as Linux's kallsyms.</summary>
internal sealed class KernelSymbols
{
    private const int MaximumSymbols = 96;

    private readonly Segment segment;
    private readonly ConsoleRoutines console;
    private readonly Routine print;
    private readonly uint table;

    public KernelSymbols(Segment segment, ConsoleRoutines console)
    {
        this.segment = segment;
        this.console = console;
        print = segment.Declare("print_symbol");
        // Address and name of each routine, ascending; an address of FFFFFFFFh ends the table.
        table = segment.Data(new byte[(MaximumSymbols + 1) * 8], alignment: 8);
    }

    /// <summary>Prints <c>[&lt;address&gt;] name+0xoffset</c> for the address in EAX and keeps all registers.</summary>
    public void PrintEax() => segment.Code.call(print.Label);

    public void Emit()
    {
        var code = segment.Code;
        var next = code.CreateLabel();
        var found = code.CreateLabel();
        segment.Place(print);
        code.pushad();
        console.Print("[<");
        console.PrintHex(eax, 8);
        console.Print(">] ");
        code.mov(ebx, table);
        code.Label(ref next);
        code.cmp(eax, __dword_ptr[ebx + 8]);
        code.jb(found);
        code.add(ebx, 8);
        code.jmp(next);
        code.Label(ref found);
        code.mov(esi, __dword_ptr[ebx + 4]);
        console.PrintTextAtEsi();
        code.sub(eax, __dword_ptr[ebx]);
        console.Print("+0x");
        console.PrintHex(eax, 3);
        code.popad();
        code.ret();
    }

    public void Complete(LinkedSegment linked)
    {
        if (linked.Routines.Count > MaximumSymbols)
        {
            throw new InvalidOperationException($"{linked.Routines.Count} routines, room for {MaximumSymbols}");
        }

        var entry = table;
        foreach (var (name, address) in linked.Routines)
        {
            linked.Patch32(entry, address);
            linked.Patch32(entry + 4, segment.Text(name));
            entry += 8;
        }

        linked.Patch32(entry, 0xFFFF_FFFF);
    }
}
