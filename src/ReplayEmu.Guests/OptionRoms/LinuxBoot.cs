using Iced.Intel;
using ReplayEmu.Guests.Assembly;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Guests.OptionRoms;

/// <summary>
/// The option ROM behind <c>-kernel</c>: takes setup code, kernel, command line and initial RAM disk from the firmware
/// configuration device, puts them where the items say, and enters the setup code as a boot loader does (Linux,
/// Documentation/arch/x86/boot.rst).
/// </summary>
internal static class LinuxBoot
{
    private const ushort KernelAddress = 0x07;
    private const ushort KernelSize = 0x08;
    private const ushort InitrdAddress = 0x0a;
    private const ushort InitrdSize = 0x0b;
    private const ushort KernelData = 0x11;
    private const ushort InitrdData = 0x12;
    private const ushort CommandLineAddress = 0x13;
    private const ushort CommandLineSize = 0x14;
    private const ushort CommandLineData = 0x15;
    private const ushort SetupAddress = 0x16;
    private const ushort SetupSize = 0x17;
    private const ushort SetupData = 0x18;

    /// <summary>Field ramdisk_image of the setup header.</summary>
    private const int HeaderInitrd = 0x218;

    private const int CodeSize = 0x1c0;
    private const ushort FlatData = 0x08;
    private const ushort RealData = 0x10;

    public static byte[] Build() => OptionRomImage.Create("Linux loader", Program());

    private static byte[] Program()
    {
        var segment = new Segment(16, OptionRomImage.ProgramOffset, CodeSize);
        var code = segment.Code;
        var items = new FirmwareItems(segment);
        // Null, flat data with 32-bit limit, data as in real mode.
        var table = (ushort)
            segment.Data(
                [0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0x93, 0xcf, 0, 0xff, 0xff, 0, 0, 0, 0x93, 0, 0],
                8
            );

        code.cli();
        code.cld();
        code.xor(ax, ax);
        code.mov(ss, ax);
        code.mov(sp, 0x7000);
        EmitMemoryTop(code);
        code.mov(esi, eax);
        EmitLoadExtra(code, table, FlatData);
        items.CopyTo(SetupAddress, SetupSize, SetupData);
        items.CopyTo(CommandLineAddress, CommandLineSize, CommandLineData);
        items.CopyTo(KernelAddress, KernelSize, KernelData);
        EmitInitrd(code, items);
        EmitLoadExtra(code, table, RealData);
        EmitEnter(code, items);
        items.Emit();
        return segment.Link();
    }

    /// <summary>EAX = end of the RAM below 4 GiB that the firmware leaves, as INT 15h, AX=E801h tells; without it 16 MiB.</summary>
    private static void EmitMemoryTop(Assembler code)
    {
        var known = code.CreateLabel();
        var small = code.CreateLabel();
        code.mov(ax, 0xe801);
        code.xor(bx, bx);
        code.@int(0x15);
        code.cli();
        code.movzx(ebx, bx);
        code.movzx(eax, ax);
        code.test(bx, bx);
        code.je(small);
        code.shl(ebx, 16);
        code.lea(eax, __[ebx + 0x100_0000]);
        code.jmp(known);
        code.Label(ref small);
        code.shl(eax, 10);
        code.add(eax, 0x10_0000);
        code.Label(ref known);
        code.nop();
    }

    /// <summary>Loads the descriptor of ES from a table in the ROM, by way of protected mode; interrupts are off.</summary>
    internal static void EmitLoadExtra(Assembler code, ushort table, ushort selector)
    {
        // Pointer to the table on the stack: its linear address depends on where the firmware put the ROM.
        code.xor(eax, eax);
        code.mov(ax, cs);
        code.shl(eax, 4);
        code.add(eax, table);
        code.push(eax);
        code.push((short)23);
        code.mov(bp, sp);
        code.AddInstruction(
            Instruction.Create(
                Code.Lgdt_m1632,
                new MemoryOperand(Register.BP, Register.None, 1, 0, 0, false, Register.SS)
            )
        );
        code.add(sp, 6);
        code.mov(ecx, cr0);
        code.mov(eax, ecx);
        code.or(al, 1);
        code.mov(cr0, eax);
        code.mov(bx, selector);
        code.mov(es, bx);
        code.mov(cr0, ecx);
        // A real-mode load sets the base but keeps the limit.
        code.xor(bx, bx);
        code.mov(es, bx);
    }

    /// <summary>
    /// Copies the initial RAM disk. QEMU places it at the top of RAM without knowing what the firmware takes there for its tables: it
    /// moves down when it would reach beyond ESI, the end of what is left, and then the setup header is told.
    /// </summary>
    private static void EmitInitrd(Assembler code, FirmwareItems items)
    {
        var none = code.CreateLabel();
        var fits = code.CreateLabel();
        items.Number(InitrdSize);
        code.test(eax, eax);
        code.je(none);
        code.mov(ecx, eax);
        items.Number(InitrdAddress);
        code.mov(edi, eax);
        code.add(eax, ecx);
        code.cmp(eax, esi);
        code.jbe(fits);
        code.mov(edi, esi);
        code.sub(edi, ecx);
        code.and(di, unchecked((short)0xf000));
        items.Number(SetupAddress);
        code.mov(__dword_ptr.es[eax + HeaderInitrd], edi);
        code.Label(ref fits);
        items.Copy(InitrdData);
        code.Label(ref none);
        code.nop();
    }

    /// <summary>All data segments are the setup's, the stack ends below the command line, CS is 20h paragraphs on; the rest is 0.</summary>
    private static void EmitEnter(Assembler code, FirmwareItems items)
    {
        items.Number(SetupAddress);
        code.mov(ebx, eax);
        items.Number(CommandLineAddress);
        code.sub(eax, ebx);
        code.sub(ax, 16);
        code.shr(ebx, 4);
        code.mov(ds, bx);
        code.mov(es, bx);
        code.mov(fs, bx);
        code.mov(gs, bx);
        code.mov(ss, bx);
        code.mov(sp, ax);
        code.add(bx, 0x20);
        code.push(bx);
        code.push((short)0);
        foreach (var register in (AssemblerRegister32[])[eax, ebx, ecx, edx, esi, edi, ebp])
        {
            code.xor(register, register);
        }

        code.retf();
    }
}
