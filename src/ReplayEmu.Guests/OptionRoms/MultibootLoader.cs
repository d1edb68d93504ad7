using Iced.Intel;
using ReplayEmu.Guests.Assembly;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Guests.OptionRoms;

/// <summary>
/// The option ROM behind <c>-kernel</c> for Multiboot kernels: takes kernel and boot information from the firmware configuration
/// device, adds the memory map that the firmware tells, and enters the kernel (Multiboot Specification 0.6.96, section 3.2).
/// </summary>
internal static class MultibootLoader
{
    private const ushort KernelAddress = 0x07;
    private const ushort KernelSize = 0x08;
    private const ushort KernelEntry = 0x10;
    private const ushort KernelData = 0x11;
    private const ushort InformationAddress = 0x0a;
    private const ushort InformationSize = 0x0b;
    private const ushort InformationData = 0x12;

    /// <summary>Where the memory map goes, and how many entries of 24 bytes at most.</summary>
    private const ushort MapAddress = 0x9000;
    private const ushort MapEnd = MapAddress + (24 * 32);

    /// <summary>Fields mmap_length and mmap_addr of the boot information.</summary>
    private const int MapLengthField = 44;

    private const uint Magic = 0x2bad_b002;
    private const int CodeSize = 0x140;
    private const ushort FlatData = 0x08;
    private const ushort FlatCode = 0x10;

    public static byte[] Build() => OptionRomImage.Create("Multiboot loader", Program());

    private static byte[] Program()
    {
        var segment = new Segment(16, OptionRomImage.ProgramOffset, CodeSize);
        var code = segment.Code;
        var items = new FirmwareItems(segment);
        // Null, flat data and flat 32-bit code.
        var table = (ushort)
            segment.Data(
                [0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0x93, 0xcf, 0, 0xff, 0xff, 0, 0, 0, 0x9b, 0xcf, 0],
                8
            );

        code.cli();
        code.cld();
        code.xor(ax, ax);
        code.mov(ss, ax);
        code.mov(esp, 0x7000);
        EmitMap(code);
        code.mov(esi, edi);
        LinuxBoot.EmitLoadExtra(code, table, FlatData);
        items.CopyTo(KernelAddress, KernelSize, KernelData);
        items.CopyTo(InformationAddress, InformationSize, InformationData);
        EmitEnter(code, items);
        items.Emit();
        return segment.Link();
    }

    /// <summary>INT 15h, EAX=E820h, each entry behind its size; EDI = end of the map.</summary>
    private static void EmitMap(Assembler code)
    {
        var next = code.CreateLabel();
        var done = code.CreateLabel();
        code.mov(es, ax);
        code.xor(ebx, ebx);
        code.mov(edi, MapAddress);
        code.Label(ref next);
        code.mov(__dword_ptr.es[di], 20);
        code.add(di, 4);
        code.mov(eax, 0xe820);
        code.mov(ecx, 20);
        code.mov(edx, 0x534d_4150);
        code.@int(0x15);
        code.cli();
        code.cld();
        code.lea(di, __[di - 4]);
        code.jc(done);
        code.add(di, 24);
        code.test(ebx, ebx);
        code.je(done);
        code.cmp(di, MapEnd);
        code.jb(next);
        code.Label(ref done);
        code.nop();
    }

    /// <summary>Flat 32-bit segments, EAX the magic number, EBX the boot information; interrupts off, no paging.</summary>
    private static void EmitEnter(Assembler code, FirmwareItems items)
    {
        items.Number(InformationAddress);
        code.mov(ebx, eax);
        code.sub(esi, MapAddress);
        code.mov(__dword_ptr.es[ebx + MapLengthField], esi);
        code.mov(__dword_ptr.es[ebx + MapLengthField + 4], MapAddress);
        items.Number(KernelEntry);
        code.mov(ecx, eax);
        code.mov(eax, cr0);
        code.or(al, 1);
        code.mov(cr0, eax);
        code.mov(ax, FlatData);
        code.mov(ds, ax);
        code.mov(es, ax);
        code.mov(fs, ax);
        code.mov(gs, ax);
        code.mov(ss, ax);
        code.mov(esp, 0x7000);
        code.xor(eax, eax);
        code.mov(ax, FlatCode);
        code.push(eax);
        code.push(ecx);
        code.mov(eax, Magic);
        code.AddInstruction(Instruction.Create(Code.Retfd));
    }
}
