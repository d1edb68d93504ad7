using Iced.Intel;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Guests.Assembly;

/// <summary>Where a guest's text goes.</summary>
internal enum ConsoleKind
{
    /// <summary>The UART at 3F8h.</summary>
    Serial,

    /// <summary>The debug console at 402h if it answers E9h, else the UART.</summary>
    DebugConsole,
}

/// <summary>Text output: routines of a segment and the calls of them. Every routine keeps all registers.</summary>
internal sealed class ConsoleRoutines
{
    /// <summary>First port of COM1.</summary>
    public const ushort Uart = 0x3F8;

    /// <summary>Port of the debug console (isa-debugcon as SeaBIOS uses it).</summary>
    public const ushort DebugConsole = 0x402;

    private readonly Segment segment;
    private readonly ConsoleKind kind;
    private readonly Routine putCharacter;
    private readonly Routine putText;
    private readonly Routine putHexadecimal;
    private readonly Routine putDecimal;
    private readonly Routine initialise;

    public ConsoleRoutines(Segment segment, ConsoleKind kind)
    {
        this.segment = segment;
        this.kind = kind;
        putCharacter = segment.Declare("putchar");
        putText = segment.Declare("puts");
        putHexadecimal = segment.Declare("puthex");
        putDecimal = segment.Declare("putdec");
        initialise = segment.Declare("console_init");
    }

    private Assembler Code => segment.Code;

    /// <summary>115200 baud, 8 data bits, no parity, 1 stop bit, FIFOs on, no interrupts.</summary>
    public void Initialise() => Code.call(initialise.Label);

    /// <summary>Prints a text; <c>\n</c> becomes CR LF on the serial line.</summary>
    public void Print(string text)
    {
        Code.push(esi);
        Code.mov(esi, segment.Text(text));
        Code.call(putText.Label);
        Code.pop(esi);
    }

    /// <summary>Prints the NUL-terminated text at ESI.</summary>
    public void PrintTextAtEsi() => Code.call(putText.Label);

    /// <summary>Prints the character in AL.</summary>
    public void PrintAl() => Code.call(putCharacter.Label);

    /// <summary>Prints the low hexadecimal digits of a register.</summary>
    public void PrintHex(AssemblerRegister32 value, int digits) => Print(value, digits);

    /// <summary>Prints the low hexadecimal digits of a word in memory; the address must not involve EAX, ECX or ESP.</summary>
    public void PrintHex(AssemblerMemoryOperand value, int digits)
    {
        Code.push(eax);
        Code.push(ecx);
        Code.mov(eax, value);
        Code.mov(ecx, digits);
        Code.call(putHexadecimal.Label);
        Code.pop(ecx);
        Code.pop(eax);
    }

    /// <summary>Prints EAX in decimal.</summary>
    public void PrintDecimalEax() => Code.call(putDecimal.Label);

    /// <summary>Emits the routines; once a segment.</summary>
    public void Emit()
    {
        EmitInitialise();
        EmitPutCharacter();
        EmitPutText();
        EmitPutHexadecimal();
        EmitPutDecimal();
    }

    private void Print(AssemblerRegister32 value, int digits)
    {
        Code.push(eax);
        Code.push(ecx);
        Code.mov(eax, value);
        Code.mov(ecx, digits);
        Code.call(putHexadecimal.Label);
        Code.pop(ecx);
        Code.pop(eax);
    }

    private void EmitInitialise()
    {
        segment.Place(initialise);
        (byte Register, byte Value)[] settings =
        [
            (1, 0x00),
            (3, 0x80),
            (0, 0x01),
            (1, 0x00),
            (3, 0x03),
            (2, 0x07),
            (4, 0x0B),
        ];
        Code.push(eax);
        Code.push(edx);
        foreach (var (register, value) in settings)
        {
            Code.mov(edx, Uart + register);
            Code.mov(al, value);
            Code.@out(dx, al);
        }

        Code.pop(edx);
        Code.pop(eax);
        Code.ret();
    }

    private void EmitPutCharacter()
    {
        var poll = Code.CreateLabel();
        var send = Code.CreateLabel();
        var done = Code.CreateLabel();
        segment.Place(putCharacter);
        Code.pushad();
        if (kind == ConsoleKind.DebugConsole)
        {
            var serial = Code.CreateLabel();
            Code.mov(bl, al);
            Code.mov(edx, DebugConsole);
            Code.@in(al, dx);
            Code.cmp(al, 0xE9);
            Code.mov(al, bl);
            Code.jne(serial);
            Code.@out(dx, al);
            Code.jmp(done);
            Code.Label(ref serial);
        }

        // A transmitter that never gets empty must not hang the guest.
        Code.mov(bl, al);
        Code.mov(ecx, 0x10000);
        Code.mov(edx, Uart + 5);
        Code.Label(ref poll);
        Code.@in(al, dx);
        Code.test(al, 0x20);
        Code.jne(send);
        Code.dec(ecx);
        Code.jne(poll);
        Code.Label(ref send);
        Code.mov(edx, Uart);
        Code.mov(al, bl);
        Code.@out(dx, al);
        Code.Label(ref done);
        Code.popad();
        Code.ret();
    }

    private void EmitPutText()
    {
        var next = Code.CreateLabel();
        var print = Code.CreateLabel();
        var done = Code.CreateLabel();
        segment.Place(putText);
        Code.push(eax);
        Code.push(esi);
        Code.Label(ref next);
        Code.lodsb();
        Code.test(al, al);
        Code.je(done);
        if (kind == ConsoleKind.Serial)
        {
            Code.cmp(al, (sbyte)'\n');
            Code.jne(print);
            Code.mov(al, (sbyte)'\r');
            Code.call(putCharacter.Label);
            Code.mov(al, (sbyte)'\n');
            Code.Label(ref print);
        }

        Code.call(putCharacter.Label);
        Code.jmp(next);
        Code.Label(ref done);
        Code.pop(esi);
        Code.pop(eax);
        Code.ret();
    }

    /// <summary>EAX: value. ECX: digits, 1 to 8.</summary>
    private void EmitPutHexadecimal()
    {
        var next = Code.CreateLabel();
        var print = Code.CreateLabel();
        segment.Place(putHexadecimal);
        Code.pushad();
        Code.mov(ebx, eax);
        Code.mov(edi, ecx);
        Code.Label(ref next);
        Code.lea(ecx, __[edi * 4 - 4]);
        Code.mov(eax, ebx);
        Code.shr(eax, cl);
        Code.and(al, 0x0F);
        Code.add(al, (sbyte)'0');
        Code.cmp(al, (sbyte)'9');
        Code.jbe(print);
        Code.add(al, 'a' - '0' - 10);
        Code.Label(ref print);
        Code.call(putCharacter.Label);
        Code.dec(edi);
        Code.jne(next);
        Code.popad();
        Code.ret();
    }

    private void EmitPutDecimal()
    {
        var divide = Code.CreateLabel();
        var print = Code.CreateLabel();
        segment.Place(putDecimal);
        Code.pushad();
        Code.xor(edi, edi);
        Code.mov(ebx, 10);
        Code.Label(ref divide);
        Code.xor(edx, edx);
        Code.div(ebx);
        Code.push(edx);
        Code.inc(edi);
        Code.test(eax, eax);
        Code.jne(divide);
        Code.Label(ref print);
        Code.pop(eax);
        Code.add(al, (sbyte)'0');
        Code.call(putCharacter.Label);
        Code.dec(edi);
        Code.jne(print);
        Code.popad();
        Code.ret();
    }
}
