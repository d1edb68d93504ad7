using Iced.Intel;
using ReplayEmu.Guests.Assembly;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Guests.Demo;

/// <summary>
/// The kernel of the demo guest: paging over RAM alone, exceptions, the memory map from the firmware's tree, the timer, and off.
/// As Linux 3.3 on PowerPC did, it takes the cell counts of all memory from the first node whose device type is memory.
/// </summary>
internal sealed class DemoKernel
{
    /// <summary>Where it is linked to run.</summary>
    public const uint Address = 0x10_0000;

    private const int CodeSize = 0x2000;
    private const uint Stack = 0x18_0000;

    private readonly Segment segment = new(32, Address, CodeSize);
    private readonly KernelParts parts;
    private readonly bool ignoresPci;

    private DemoKernel(bool ignoresPci)
    {
        this.ignoresPci = ignoresPci;
        parts = new KernelParts(segment);
    }

    private Assembler Code => segment.Code;

    /// <param name="ignoresPci">The fixed variant: only children of the root are memory.</param>
    public static byte[] Build(bool ignoresPci) => new DemoKernel(ignoresPci).Assemble();

    private byte[] Assemble()
    {
        var paging = new KernelPaging(segment);
        var exceptions = new KernelExceptions(segment, parts);
        var memory = new KernelMemory(segment, parts, ignoresPci);
        var timer = new KernelTimer(segment, parts);
        var startKernel = segment.Declare("start_kernel");
        var setupArch = segment.Declare("setup_arch");

        segment.Place("startup_32");
        Code.mov(esp, Stack);
        Code.xor(ebp, ebp);
        Code.mov(__dword_ptr[KernelParts.Tree], ebx);
        Code.mov(__dword_ptr[KernelParts.RamBytes], edx);
        Code.call(startKernel.Label);
        Code.hlt();

        segment.Place(startKernel);
        Code.push(ebp);
        Code.mov(ebp, esp);
        parts.Console.Initialise();
        parts.Console.Print("ReplayEmu demo kernel 1.0 (");
        parts.Console.Print(
            ignoresPci ? "memory is what the root has" : "memory is what the first memory node describes"
        );
        parts.Console.Print(")\n");
        PrintCpu();
        exceptions.Load();
        Code.call(setupArch.Label);
        timer.Calibrate();
        parts.Console.Print("BOOT-OK\n");
        parts.Pci.PowerOff();

        segment.Place(setupArch);
        Code.push(ebp);
        Code.mov(ebp, esp);
        paging.Enable();
        parts.Console.Print("paging: all of RAM mapped, nothing else\n");
        memory.Discover();
        memory.Report();
        Code.pop(ebp);
        Code.ret();

        memory.Emit();
        paging.Emit();
        timer.Emit();
        exceptions.Emit();
        parts.Emit();
        return segment.Link(linked =>
        {
            exceptions.Complete(linked);
            parts.Symbols.Complete(linked);
        });
    }

    /// <summary>The vendor's name: EBX, EDX, ECX of CPUID leaf 0.</summary>
    private void PrintCpu()
    {
        Code.xor(eax, eax);
        Code.cpuid();
        Code.push(0);
        Code.push(ecx);
        Code.push(edx);
        Code.push(ebx);
        parts.Console.Print("CPU: ");
        Code.mov(esi, esp);
        parts.Console.PrintTextAtEsi();
        Code.add(esp, 16);
        parts.Console.Print("\n");
    }
}
