using ReplayEmu.Guests.Assembly;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Guests;

/// <summary>
/// Reads lines from COM1, asleep until the receive interrupt comes, and echoes them: <c>prompt&gt; </c>, the line, <c>you typed: </c>
/// the line. <c>quit</c> powers off.
/// </summary>
public static class EchoGuest
{
    private const int Line = 0x8000;
    private const int MaximumLine = 120;
    private const int SerialVector = 0x24;
    private const int Idt = 0x9000;

    public static byte[] Build()
    {
        var segment = new Segment(32, RomImage.Address, 0x1000);
        var code = segment.Code;
        var console = new ConsoleRoutines(segment, ConsoleKind.Serial);
        var pci = new PciRoutines(segment);
        var readCharacter = segment.Declare("getchar");
        var interrupt = segment.Declare("serial_interrupt");
        var idtPointer = segment.Data(Descriptors.Pointer((SerialVector + 1) * 8, Idt), alignment: 8);
        var gateWords = segment.Data(new byte[8], alignment: 8);
        var prompt = code.CreateLabel();
        var next = code.CreateLabel();
        var backspace = code.CreateLabel();
        var lineEnd = code.CreateLabel();
        var echo = code.CreateLabel();

        segment.Place("start");
        FlatEntry.Emit(code, stack: 0x7000);
        console.Initialise();
        EnableInterrupts(segment, idtPointer, gateWords);
        console.Print("type lines, 'quit' ends\n");

        code.Label(ref prompt);
        console.Print("prompt> ");
        code.mov(edi, Line);
        code.Label(ref next);
        code.call(readCharacter.Label);
        code.cmp(al, (sbyte)'\r');
        code.je(lineEnd);
        code.cmp(al, (sbyte)'\n');
        code.je(lineEnd);
        code.cmp(al, 8);
        code.je(backspace);
        code.cmp(al, 127);
        code.je(backspace);
        code.cmp(edi, Line + MaximumLine);
        code.jae(next);
        code.stosb();
        console.PrintAl();
        code.jmp(next);

        code.Label(ref backspace);
        code.cmp(edi, Line);
        code.jbe(next);
        code.dec(edi);
        console.Print("\b \b");
        code.jmp(next);

        code.Label(ref lineEnd);
        code.mov(__byte_ptr[edi], 0);
        console.Print("\n");
        code.cmp(__dword_ptr[Line], 0x7469_7571);
        code.jne(echo);
        code.cmp(__byte_ptr[Line + 4], 0);
        code.jne(echo);
        console.Print("bye\n");
        pci.PowerOff();

        code.Label(ref echo);
        console.Print("you typed: ");
        code.mov(esi, Line);
        console.PrintTextAtEsi();
        console.Print("\n");
        code.jmp(prompt);

        EmitReadCharacter(segment, readCharacter);
        EmitInterrupt(segment, interrupt);
        console.Emit();
        pci.Emit();
        return RomImage.Create(
            segment.Link(linked =>
            {
                var (low, high) = Descriptors.InterruptGate(linked.AddressOf(interrupt));
                linked.Patch32(gateWords, low);
                linked.Patch32(gateWords + 4, high);
            })
        );
    }

    /// <summary>One gate, the first 8259A at vectors 20h to 27h with line 4 open, the local APIC's LINT0 as its way in.</summary>
    private static void EnableInterrupts(Segment segment, uint idtPointer, uint gateWords)
    {
        var code = segment.Code;
        foreach (var word in new[] { 0, 4 })
        {
            code.mov(eax, __dword_ptr[gateWords + (uint)word]);
            code.mov(__dword_ptr[Idt + SerialVector * 8 + word], eax);
        }

        code.lidt(__[idtPointer]);
        LocalApic.ConnectInterruptController(code);
        (byte Port, byte Value)[] settings = [(0x20, 0x11), (0x21, 0x20), (0x21, 0x04), (0x21, 0x01), (0x21, 0xEF)];
        foreach (var (port, value) in settings)
        {
            code.mov(al, value);
            code.@out(port, al);
        }

        code.mov(edx, ConsoleRoutines.Uart + 1);
        code.mov(al, (byte)1);
        code.@out(dx, al);
    }

    /// <summary>AL = the next character; sleeps while there is none. STI takes effect after HLT has begun: no wake-up is lost.</summary>
    private static void EmitReadCharacter(Segment segment, Routine routine)
    {
        var code = segment.Code;
        var wait = code.CreateLabel();
        var ready = code.CreateLabel();
        segment.Place(routine);
        code.push(edx);
        code.Label(ref wait);
        code.cli();
        code.mov(edx, ConsoleRoutines.Uart + 5);
        code.@in(al, dx);
        code.test(al, 1);
        code.jne(ready);
        code.sti();
        code.hlt();
        code.jmp(wait);
        code.Label(ref ready);
        code.mov(edx, ConsoleRoutines.Uart);
        code.@in(al, dx);
        code.pop(edx);
        code.ret();
    }

    /// <summary>It only wakes the CPU: the line goes low when the character is read.</summary>
    private static void EmitInterrupt(Segment segment, Routine routine)
    {
        var code = segment.Code;
        segment.Place(routine);
        code.push(eax);
        code.mov(al, 0x20);
        code.@out(0x20, al);
        code.pop(eax);
        code.iretd();
    }
}
