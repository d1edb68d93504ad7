using ReplayEmu.Guests.Assembly;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Guests.Demo;

/// <summary>Identity mapping of RAM, in 4 KiB pages, and of nothing else: what leaves RAM faults.</summary>
internal sealed class KernelPaging(Segment segment)
{
    private const int Directory = 0x20_0000;
    private const int Tables = 0x20_1000;
    private const int PresentWritable = 3;

    private readonly Routine enable = segment.Declare("paging_init");

    public void Enable() => segment.Code.call(enable.Label);

    public void Emit()
    {
        var code = segment.Code;
        var page = code.CreateLabel();
        var rest = code.CreateLabel();
        var full = code.CreateLabel();
        var table = code.CreateLabel();
        segment.Place(enable);
        code.push(ebp);
        code.mov(ebp, esp);
        code.mov(edi, Directory);
        code.mov(ecx, 1024);
        code.xor(eax, eax);
        code.rep.stosd();

        // One entry a page; EDI is at the first table now.
        code.mov(ecx, __dword_ptr[KernelParts.RamBytes]);
        code.shr(ecx, 12);
        code.mov(eax, PresentWritable);
        code.Label(ref page);
        code.stosd();
        code.add(eax, 0x1000);
        code.dec(ecx);
        code.jne(page);
        code.xor(eax, eax);
        code.Label(ref rest);
        code.test(edi, 0xFFF);
        code.je(full);
        code.stosd();
        code.jmp(rest);
        code.Label(ref full);

        // One directory entry a table.
        code.mov(edx, Directory);
        code.mov(eax, Tables + PresentWritable);
        code.Label(ref table);
        code.mov(__dword_ptr[edx], eax);
        code.add(edx, 4);
        code.add(eax, 0x1000);
        code.cmp(eax, edi);
        code.jb(table);
        code.mov(eax, Directory);
        code.mov(cr3, eax);
        code.mov(eax, cr0);
        code.or(eax, unchecked((int)0x8001_0000));
        code.mov(cr0, eax);
        code.pop(ebp);
        code.ret();
    }
}
