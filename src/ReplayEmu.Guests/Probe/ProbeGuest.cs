using ReplayEmu.Guests.Assembly;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Guests.Probe;

/// <summary>
/// Reads what a golden states, from the guest's side and before any firmware has run, and prints it raw, one item a line, on the
/// debug console (or on COM1 where there is none). The first line is <see cref="FirstLine"/>, the last <see cref="LastLine"/>; numbers
/// are hexadecimal without prefix. Then it powers off.
/// </summary>
/// <remarks>
/// <c>cmos REGISTER BYTES</c>, 16 bytes;
/// <c>cpuid LEAF SUBLEAF EAX EBX ECX EDX</c>;
/// <c>memory ADDRESS rw|ro</c>: whether a write changes what is read;
/// <c>pic PORT VALUE</c> and <c>pit COUNTER STATUS</c> as found;
/// <c>fw_cfg KEY OFFSET BYTES</c>, 16 bytes, none that are all zero, at most 128 bytes of a key;
/// <c>file KEY SIZE NAME</c>, and its first 128 bytes as <c>fw_cfg</c> lines;
/// <c>pci BUS:DEVICE.FUNCTION REGISTER BYTES</c>, 16 bytes;
/// <c>bar BUS:DEVICE.FUNCTION REGISTER VALUE</c>: what is read after all ones were written.
/// </remarks>
public static class ProbeGuest
{
    public const string FirstLine = "probe 1";

    public const string LastLine = "probe end";

    public static byte[] Build()
    {
        var segment = new Segment(32, RomImage.Address, 0x1800);
        var code = segment.Code;
        var console = new ConsoleRoutines(segment, ConsoleKind.DebugConsole);
        var pci = new PciRoutines(segment, knowsIch9: true);
        var printBytes = segment.Declare("print_bytes");

        segment.Place("start");
        FlatEntry.Emit(code, stack: 0x7000);
        console.Initialise();
        console.Print(FirstLine + "\n");
        var chips = new ProbeChips(segment, console, printBytes);
        chips.PrintCmos();
        chips.PrintCpuid();
        chips.PrintMemory();
        chips.PrintInterruptControllersAndTimer();
        new ProbeFwCfg(segment, console, printBytes).Print();
        new ProbePci(segment, console, pci, printBytes).Print();
        console.Print(LastLine + "\n");
        pci.PowerOff();

        EmitPrintBytes(segment, console, printBytes);
        console.Emit();
        pci.Emit();
        return RomImage.Create(segment.Link());
    }

    /// <summary>Prints the 16 bytes at <see cref="ProbeChips.Buffer"/> and ends the line.</summary>
    private static void EmitPrintBytes(Segment segment, ConsoleRoutines console, Routine routine)
    {
        var code = segment.Code;
        var next = code.CreateLabel();
        segment.Place(routine);
        code.pushad();
        console.Print(" ");
        code.mov(esi, ProbeChips.Buffer);
        code.mov(edi, 16);
        code.Label(ref next);
        code.lodsb();
        console.PrintHex(eax, 2);
        code.dec(edi);
        code.jne(next);
        console.Print("\n");
        code.popad();
        code.ret();
    }
}
