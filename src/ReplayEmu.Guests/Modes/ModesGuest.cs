using Iced.Intel;
using ReplayEmu.Guests.Assembly;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Guests.Modes;

/// <summary>
/// Visits real, protected, compatibility and 64-bit mode, there privilege levels 0 and 3, meets exceptions in them, and comes back to
/// print what their handlers saw, on COM1.
/// </summary>
public static class ModesGuest
{
    private const int RowCount = 13;

    public static byte[] Build()
    {
        var program = new LongModeProgram().Build(out var handlers);
        var segment = new Segment(32, ModesMap.Loader, 0x800);
        var code = segment.Code;
        var console = new ConsoleRoutines(segment, ConsoleKind.Serial);
        var pci = new PciRoutines(segment);
        var enter = segment.Declare("enter_long");

        segment.Place("start");
        FlatEntry.Emit(code, stack: ModesMap.KernelStack);
        console.Initialise();
        console.Print("protected mode\n");
        Copy(segment, program, ModesMap.LongCode);
        Copy(segment, ModesTables.Descriptors(), ModesMap.Gdt);
        Copy(segment, ModesTables.Gates(handlers), ModesMap.Idt);
        Copy(segment, ModesTables.TaskState(), ModesMap.TaskState);
        Copy(segment, ModesTables.PageTables(), ModesMap.PageTables);
        code.lgdt(__[segment.Data(Descriptors.Pointer(0x50, ModesMap.Gdt), 4)]);
        code.mov(eax, cr4);
        code.or(eax, 0x20);
        code.mov(cr4, eax);
        code.mov(eax, ModesMap.PageTables);
        code.mov(cr3, eax);
        WriteEfer(code, 0x901);
        code.mov(eax, cr0);
        code.or(eax, 0x8001_0000);
        code.mov(cr0, eax);
        code.mov(ecx, 0xc000_0080);
        code.rdmsr();
        console.Print("compatibility mode, EFER ");
        console.PrintHex(eax, 8);
        console.Print("\n");
        code.lidt(__[segment.Data(Descriptors.Pointer(0x310, ModesMap.Idt), 4)]);
        code.mov(eax, ModesMap.Task);
        code.ltr(ax);
        code.call(enter.Label);
        // A return to user code cleared what it may not see.
        code.mov(eax, ModesMap.Data);
        code.mov(ds, eax);
        code.mov(es, eax);
        code.mov(eax, cr0);
        code.and(eax, 0x7fff_ffff);
        code.mov(cr0, eax);
        WriteEfer(code, 0);
        console.Print("protected mode again\n");
        PrintRows(code, console);
        pci.PowerOff();
        segment.Place(enter);
        // The return address, as RETF with 64-bit operands wants it.
        code.pop(eax);
        code.push(0);
        code.push(ModesMap.Code32);
        code.push(0);
        code.push(eax);
        code.AddInstruction(Instruction.CreateBranch(Iced.Intel.Code.Jmp_ptr1632, ModesMap.Code64, ModesMap.LongCode));
        console.Emit();
        pci.Emit();
        return RomImage.CreateCopied(segment.Link(), ModesMap.Loader);
    }

    /// <summary>Copies data into place.</summary>
    private static void Copy(Segment segment, byte[] bytes, uint address)
    {
        var code = segment.Code;
        code.mov(esi, segment.Data(bytes, 4));
        code.mov(edi, address);
        code.mov(ecx, bytes.Length);
        code.rep.movsb();
    }

    private static void WriteEfer(Assembler code, uint value)
    {
        code.mov(ecx, 0xc000_0080);
        code.mov(eax, value);
        code.xor(edx, edx);
        code.wrmsr();
    }

    private static void PrintRows(Assembler code, ConsoleRoutines console)
    {
        var row = code.CreateLabel();
        var word = code.CreateLabel();
        code.mov(ebx, ModesMap.Rows);
        code.mov(ebp, RowCount);
        code.Label(ref row);
        code.mov(edi, ModesMap.RowWords);
        code.Label(ref word);
        console.PrintHex(__dword_ptr[ebx + 4], 8);
        console.PrintHex(__dword_ptr[ebx], 8);
        console.Print(" ");
        code.add(ebx, 8);
        code.dec(edi);
        code.jne(word);
        console.Print("\n");
        code.dec(ebp);
        code.jne(row);
    }
}
