using Iced.Intel;
using ReplayEmu.Guests.Assembly;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Guests.Demo;

/// <summary>
/// Descriptor tables and the exception handler: it prints what Linux prints, ends in a panic, and tells the isa-debug-exit
/// device.
/// </summary>
internal sealed class KernelExceptions
{
    /// <summary>Vector of the first line of the first interrupt controller.</summary>
    public const int FirstIrq = 0x20;

    /// <summary>Written to port 501h by a panic: QEMU then ends with exit code 2 * 10h + 1.</summary>
    public const byte PanicCode = 0x10;

    private const ushort DebugExit = 0x501;
    private const int Vectors = 0x30;
    private const int PageFault = 14;

    // The handler's frame, from EBP: PUSHAD, vector, error code, EIP, CS, EFLAGS.
    private const int FrameEbp = 8;
    private const int FrameVector = 32;
    private const int FrameError = 36;
    private const int FrameEip = 40;
    private const int FrameFlags = 48;
    private const int FrameEnd = 52;

    private readonly Segment segment;
    private readonly KernelParts parts;
    private readonly Routine[] stubs = new Routine[Vectors];
    private readonly Routine timer;
    private readonly Routine panic;
    private readonly uint idt;
    private readonly uint idtPointer;
    private readonly uint gdtPointer;

    public KernelExceptions(Segment segment, KernelParts parts)
    {
        this.segment = segment;
        this.parts = parts;
        idt = segment.Data(new byte[Vectors * 8], alignment: 8);
        idtPointer = segment.Data(Descriptors.Pointer(Vectors * 8, idt), alignment: 8);
        var table = Descriptors.FlatTable();
        gdtPointer = segment.Data(Descriptors.Pointer(table.Length, segment.Data(table, alignment: 8)), alignment: 8);
        for (var vector = 0; vector < Vectors; vector++)
        {
            stubs[vector] = segment.Declare($"vector_{vector:x2}");
        }

        timer = segment.Declare("timer_interrupt");
        panic = segment.Declare("do_exception");
    }

    private Assembler Code => segment.Code;

    private ConsoleRoutines Console => parts.Console;

    /// <summary>Loads the kernel's own GDT and IDT.</summary>
    public void Load()
    {
        Code.lgdt(__[gdtPointer]);
        Code.lidt(__[idtPointer]);
    }

    public void Emit()
    {
        for (var vector = 0; vector < Vectors; vector++)
        {
            segment.Place(stubs[vector]);
            // Vectors 8, 10 to 14 and 17 push an error code (Intel SDM volume 3, section 6.15).
            if (vector is not (8 or (>= 10 and <= 14) or 17))
            {
                Code.push(0);
            }

            Code.push(vector);
            Code.jmp(panic.Label);
        }

        EmitTimer();
        EmitPanic();
    }

    public void Complete(LinkedSegment linked)
    {
        for (var vector = 0; vector < Vectors; vector++)
        {
            var handler = linked.AddressOf(vector == FirstIrq ? timer : stubs[vector]);
            var (low, high) = Descriptors.InterruptGate(handler);
            linked.Patch32(idt + (uint)(vector * 8), low);
            linked.Patch32(idt + (uint)(vector * 8) + 4, high);
        }
    }

    private void EmitTimer()
    {
        segment.Place(timer);
        Code.push(eax);
        Code.inc(__dword_ptr[KernelParts.Ticks]);
        Code.mov(al, 0x20);
        Code.@out(0x20, al);
        Code.pop(eax);
        Code.iretd();
    }

    private void EmitPanic()
    {
        var other = Code.CreateLabel();
        var registers = Code.CreateLabel();
        var forever = Code.CreateLabel();
        segment.Place(panic);
        Code.pushad();
        Code.mov(ebp, esp);
        Code.cmp(__dword_ptr[ebp + FrameVector], PageFault);
        Code.jne(other);
        Console.Print("\nBUG: unable to handle kernel paging request at ");
        Code.mov(eax, cr2);
        Console.PrintHex(eax, 8);
        Console.Print("\n");
        Code.jmp(registers);
        Code.Label(ref other);
        Console.Print("\nunexpected exception, vector 0x");
        Console.PrintHex(__dword_ptr[ebp + FrameVector], 2);
        Console.Print("\n");
        Code.Label(ref registers);
        Console.Print("IP: ");
        Code.mov(eax, __dword_ptr[ebp + FrameEip]);
        parts.Symbols.PrintEax();
        Console.Print("\nOops: ");
        Console.PrintHex(__dword_ptr[ebp + FrameError], 4);
        Console.Print(" [#1]\nEIP: 0008:[<");
        Console.PrintHex(__dword_ptr[ebp + FrameEip], 8);
        Console.Print(">] EFLAGS: ");
        Console.PrintHex(__dword_ptr[ebp + FrameFlags], 8);
        PrintRegisters();
        PrintCallTrace();
        Console.Print("Kernel panic - not syncing: Attempted to kill the idle task!\n");
        Code.mov(edx, DebugExit);
        Code.mov(al, PanicCode);
        Code.@out(dx, al);
        Code.Label(ref forever);
        Code.cli();
        Code.hlt();
        Code.jmp(forever);
    }

    private void PrintRegisters()
    {
        (string Name, int Offset)[] saved =
        [
            ("\nEAX: ", 28),
            (" EBX: ", 16),
            (" ECX: ", 24),
            (" EDX: ", 20),
            ("\nESI: ", 4),
            (" EDI: ", 0),
            (" EBP: ", FrameEbp),
        ];
        foreach (var (name, offset) in saved)
        {
            Console.Print(name);
            Console.PrintHex(__dword_ptr[ebp + offset], 8);
        }

        Console.Print(" ESP: ");
        Code.lea(eax, __[ebp + FrameEnd]);
        Console.PrintHex(eax, 8);
        Console.Print("\nCR0: ");
        Code.mov(eax, cr0);
        Console.PrintHex(eax, 8);
        Console.Print(" CR2: ");
        Code.mov(eax, cr2);
        Console.PrintHex(eax, 8);
        Console.Print(" CR3: ");
        Code.mov(eax, cr3);
        Console.PrintHex(eax, 8);
        Console.Print("\n");
    }

    /// <summary>Follows the saved frame pointers, at most eight.</summary>
    private void PrintCallTrace()
    {
        var next = Code.CreateLabel();
        var done = Code.CreateLabel();
        Console.Print("Call Trace:\n");
        Code.mov(ebx, __dword_ptr[ebp + FrameEbp]);
        Code.mov(edi, 8);
        Code.Label(ref next);
        Code.test(ebx, ebx);
        Code.je(done);
        Code.mov(eax, __dword_ptr[ebx + 4]);
        Console.Print(" ");
        parts.Symbols.PrintEax();
        Console.Print("\n");
        Code.mov(ebx, __dword_ptr[ebx]);
        Code.dec(edi);
        Code.jne(next);
        Code.Label(ref done);
        Code.nop();
    }
}
