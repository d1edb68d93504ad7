using Iced.Intel;
using ReplayEmu.Guests.Assembly;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Guests.Demo;

/// <summary>
/// The memory map from the firmware's tree, the way arch/powerpc/mm/numa.c went about it from Linux 3.3 to 6.1: the cell counts of
/// all memory are those of the first node of type memory. When that is a PCI function, they are 3 and 2 instead of 2 and 2; the
/// real memory's 16 bytes of <c>reg</c> then hold 16 / 4 / 5 = 0 ranges, one is read all the same, and counting down from 0
/// wraps: the kernel walks through memory in steps of 20 bytes until it leaves RAM.
/// </summary>
internal sealed class KernelMemory
{
    private readonly Segment segment;
    private readonly KernelParts parts;
    private readonly bool ignoresPci;
    private readonly Routine parse;
    private readonly Routine getCells;
    private readonly Routine readCells;
    private readonly Routine addRange;
    private readonly Routine report;

    public KernelMemory(Segment segment, KernelParts parts, bool ignoresPci)
    {
        this.segment = segment;
        this.parts = parts;
        this.ignoresPci = ignoresPci;
        parse = segment.Declare("parse_numa_properties");
        getCells = segment.Declare("get_n_mem_cells");
        readCells = segment.Declare("read_n_cells");
        addRange = segment.Declare("memblock_add");
        report = segment.Declare("mem_init");
    }

    private Assembler Code => segment.Code;

    public void Discover() => Code.call(parse.Label);

    public void Report() => Code.call(report.Label);

    public void Emit()
    {
        EmitParse();
        EmitGetCells();
        EmitReadCells();
        EmitAddRange();
        EmitReport();
    }

    private void Enter(Routine routine)
    {
        segment.Place(routine);
        Code.push(ebp);
        Code.mov(ebp, esp);
    }

    private void Leave()
    {
        Code.pop(ebp);
        Code.ret();
    }

    /// <summary>Jumps if the node at EBX is not what this kernel takes for memory.</summary>
    private void SkipUnlessMemory(Label skip)
    {
        Code.cmp(__dword_ptr[ebx + BootTree.Type], BootTree.TypeMemory);
        Code.jne(skip);
        if (ignoresPci)
        {
            Code.cmp(__dword_ptr[ebx + BootTree.Parent], 0);
            Code.jne(skip);
        }
    }

    private void EmitParse()
    {
        var node = Code.CreateLabel();
        var newRange = Code.CreateLabel();
        var empty = Code.CreateLabel();
        var next = Code.CreateLabel();
        var done = Code.CreateLabel();
        Enter(parse);
        Code.call(getCells.Label);
        parts.Console.Print("memory cells: address ");
        parts.Console.PrintHex(__dword_ptr[KernelParts.AddressCells], 1);
        parts.Console.Print(", size ");
        parts.Console.PrintHex(__dword_ptr[KernelParts.SizeCells], 1);
        parts.Console.Print("\n");
        Code.mov(ebx, __dword_ptr[KernelParts.Tree]);
        Code.Label(ref node);
        Code.cmp(__dword_ptr[ebx + BootTree.Type], 0);
        Code.je(done);
        SkipUnlessMemory(next);

        // ECX: ranges of this node. ESI: its reg.
        Code.mov(edi, __dword_ptr[KernelParts.AddressCells]);
        Code.add(edi, __dword_ptr[KernelParts.SizeCells]);
        Code.mov(eax, __dword_ptr[ebx + BootTree.RegBytes]);
        Code.shr(eax, 2);
        Code.xor(edx, edx);
        Code.div(edi);
        Code.mov(ecx, eax);
        Code.lea(esi, __[ebx + BootTree.Reg]);
        Code.Label(ref newRange);
        Code.mov(edi, __dword_ptr[KernelParts.AddressCells]);
        Code.call(readCells.Label);
        Code.push(edx);
        Code.push(eax);
        Code.mov(edi, __dword_ptr[KernelParts.SizeCells]);
        Code.call(readCells.Label);
        Code.mov(edi, eax);
        Code.or(edi, edx);
        Code.je(empty);
        Code.call(addRange.Label);
        Code.Label(ref empty);
        Code.add(esp, 8);
        Code.dec(ecx);
        Code.jne(newRange);
        Code.Label(ref next);
        Code.mov(eax, __dword_ptr[ebx + BootTree.RegBytes]);
        Code.lea(ebx, __[ebx + eax + BootTree.Reg]);
        Code.jmp(node);
        Code.Label(ref done);
        Leave();
    }

    /// <summary>The cell counts of the first memory node's parent.</summary>
    private void EmitGetCells()
    {
        var node = Code.CreateLabel();
        var next = Code.CreateLabel();
        Enter(getCells);
        Code.mov(ebx, __dword_ptr[KernelParts.Tree]);
        Code.jmp(node);
        Code.Label(ref next);
        Code.mov(eax, __dword_ptr[ebx + BootTree.RegBytes]);
        Code.lea(ebx, __[ebx + eax + BootTree.Reg]);
        Code.Label(ref node);
        SkipUnlessMemory(next);
        Code.mov(eax, __dword_ptr[ebx + BootTree.AddressCells]);
        Code.mov(__dword_ptr[KernelParts.AddressCells], eax);
        Code.mov(eax, __dword_ptr[ebx + BootTree.SizeCells]);
        Code.mov(__dword_ptr[KernelParts.SizeCells], eax);
        Leave();
    }

    /// <summary>EDX:EAX = the number in the EDI cells at ESI, the high ones first; ESI moves on.</summary>
    private void EmitReadCells()
    {
        var cell = Code.CreateLabel();
        Enter(readCells);
        Code.xor(eax, eax);
        Code.Label(ref cell);
        Code.mov(edx, eax);
        Code.mov(eax, __dword_ptr[esi]);
        Code.add(esi, 4);
        Code.dec(edi);
        Code.jne(cell);
        Leave();
    }

    /// <summary>Address on the stack (two words), size in EDX:EAX; EAX, EDX and EDI are lost.</summary>
    private void EmitAddRange()
    {
        var full = Code.CreateLabel();
        Enter(addRange);
        Code.mov(edi, __dword_ptr[KernelParts.RangeCount]);
        Code.cmp(edi, KernelParts.MaximumRanges);
        Code.jae(full);
        Code.inc(__dword_ptr[KernelParts.RangeCount]);
        Code.shl(edi, 4);
        Code.add(edi, KernelParts.Ranges);
        Code.mov(__dword_ptr[edi + 8], eax);
        Code.mov(__dword_ptr[edi + 12], edx);
        Code.mov(eax, __dword_ptr[ebp + 8]);
        Code.mov(__dword_ptr[edi], eax);
        Code.mov(eax, __dword_ptr[ebp + 12]);
        Code.mov(__dword_ptr[edi + 4], eax);
        parts.Console.Print("memory: ");
        PrintNumber(0);
        parts.Console.Print(" + ");
        PrintNumber(8);
        parts.Console.Print("\n");
        Code.Label(ref full);
        Leave();
    }

    private void PrintNumber(int offset)
    {
        parts.Console.PrintHex(__dword_ptr[edi + offset + 4], 8);
        parts.Console.PrintHex(__dword_ptr[edi + offset], 8);
    }

    /// <summary>The sum of the map's sizes, less than 4 GiB on this machine.</summary>
    private void EmitReport()
    {
        var next = Code.CreateLabel();
        var done = Code.CreateLabel();
        Enter(report);
        Code.mov(ecx, __dword_ptr[KernelParts.RangeCount]);
        Code.mov(esi, KernelParts.Ranges);
        Code.xor(eax, eax);
        Code.Label(ref next);
        Code.test(ecx, ecx);
        Code.je(done);
        Code.add(eax, __dword_ptr[esi + 8]);
        Code.add(esi, 16);
        Code.dec(ecx);
        Code.jmp(next);
        Code.Label(ref done);
        Code.shr(eax, 10);
        parts.Console.Print("Memory: ");
        parts.Console.PrintDecimalEax();
        parts.Console.Print("K available\n");
        Leave();
    }
}
