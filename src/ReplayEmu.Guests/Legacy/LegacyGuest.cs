using Iced.Intel;
using ReplayEmu.Guests.Assembly;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Guests.Legacy;

/// <summary>
/// Visits what 64-bit mode has left behind, and meets its faults: segments of all types, debug registers, paging, privilege level 3, call
/// gates, tasks and task gates, virtual-8086 mode, a double fault. Prints what the handlers saw on COM1. Of an instruction that faults
/// the rows hold the frame, of all others a comparison instruction by instruction (<c>replayemu lockstep</c>) says everything.
/// </summary>
public static class LegacyGuest
{
    private const int CodeSize = 0x2000;

    public static byte[] Build()
    {
        var segment = new Segment(32, LegacyMap.Loader, CodeSize);
        var code = segment.Code;
        var console = new ConsoleRoutines(segment, ConsoleKind.Serial);
        var pci = new PciRoutines(segment);
        var places = new CodePlaces(segment);
        var handlers = new LegacyHandlers(segment, places);
        segment.Place("start");
        FlatEntry.Emit(code, stack: LegacyMap.KernelStack);
        console.Initialise();
        console.Print("legacy modes\n");
        Copy(segment, LegacyTables.Descriptors(), LegacyMap.Gdt);
        Copy(segment, LegacyTables.LocalDescriptors(), LegacyMap.Ldt);
        Copy(segment, LegacyTables.MainState(), LegacyMap.MainTask);
        Copy(segment, LegacyTables.State(LegacyMap.OtherStack), LegacyMap.OtherTask);
        Copy(segment, LegacyTables.State(LegacyMap.FaultStack), LegacyMap.FaultTask);
        Copy(segment, LegacyTables.PageTables(), LegacyMap.PageDirectory);
        code.mov(__dword_ptr[LegacyMap.NextRow], LegacyMap.Rows);
        code.lgdt(__[segment.Data(Descriptors.Pointer(LegacyMap.Last, LegacyMap.Gdt), 4)]);
        handlers.Install();
        code.mov(eax, LegacyMap.Main);
        code.ltr(ax);
        code.mov(eax, LegacyMap.Local);
        code.lldt(ax);
        var scenes = new LegacyScenes(segment, places);
        scenes.Exceptions();
        scenes.Segments();
        scenes.Inspection();
        scenes.Debugging();
        scenes.Paging();
        scenes.User();
        scenes.Tasks();
        scenes.Virtual(LegacyVirtual.WithoutPrivilege(), 0x20202, Copy);
        scenes.Virtual(LegacyVirtual.WithPrivilege(), 0x23202, Copy);
        scenes.DoubleFault();
        PrintRows(code, console);
        pci.PowerOff();
        handlers.Emit();
        scenes.Emit();
        console.Emit();
        pci.Emit();
        return RomImage.CreateCopied(segment.Link(places.Complete), LegacyMap.Loader);
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

    private static void PrintRows(Assembler code, ConsoleRoutines console)
    {
        const int words = 7;
        var row = code.CreateLabel();
        var word = code.CreateLabel();
        code.mov(ebx, LegacyMap.Rows);
        code.Label(ref row);
        code.mov(edi, words);
        code.Label(ref word);
        console.PrintHex(__dword_ptr[ebx], 8);
        console.Print(" ");
        code.add(ebx, 4);
        code.dec(edi);
        code.jne(word);
        code.add(ebx, LegacyMap.RowBytes - (words * 4));
        console.Print("\n");
        code.cmp(ebx, __dword_ptr[LegacyMap.NextRow]);
        code.jb(row);
    }
}
