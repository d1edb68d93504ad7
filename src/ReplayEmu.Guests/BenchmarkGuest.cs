using ReplayEmu.Guests.Assembly;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Guests;

/// <summary>
/// A mixed loop for measuring speed: loads, stores, arithmetic, taken and not taken branches, calls and returns over 64 KiB of RAM.
/// Runs on any PC; prints a checksum on COM1 and powers off.
/// </summary>
public static class BenchmarkGuest
{
    /// <summary>Instructions of one iteration, on average (half of the data-dependent branches are taken).</summary>
    public const int InstructionsPerIteration = 20;

    private const int Table = 0x20000;

    /// <summary>It runs from RAM, as any operating system's code does.</summary>
    private const uint LoadAddress = 0x10_0000;

    /// <param name="iterations">Times through the loop, at least 1.</param>
    public static byte[] Build(uint iterations)
    {
        var segment = new Segment(32, LoadAddress, 0x1000);
        var code = segment.Code;
        var console = new ConsoleRoutines(segment, ConsoleKind.Serial);
        var pci = new PciRoutines(segment);
        var mix = segment.Declare("mix");
        var loop = code.CreateLabel();
        var even = code.CreateLabel();

        segment.Place("start");
        FlatEntry.Emit(code, stack: 0x10000);
        console.Initialise();
        console.Print("benchmark: ");
        code.mov(eax, iterations);
        console.PrintDecimalEax();
        console.Print(" iterations\n");

        code.mov(ebp, iterations);
        code.mov(ebx, 0x1234_5678);
        code.xor(esi, esi);
        code.Label(ref loop);
        code.mov(eax, __dword_ptr[esi * 4 + Table]);
        code.add(eax, ebx);
        code.call(mix.Label);
        code.mov(__dword_ptr[esi * 4 + Table], eax);
        code.test(al, 1);
        code.je(even);
        code.add(ebx, 0x9E37_79B9);
        code.xor(ebx, esi);
        code.Label(ref even);
        code.movzx(ecx, __byte_ptr[esi + Table]);
        code.add(ebx, ecx);
        code.inc(esi);
        code.and(esi, 0x3FFF);
        code.dec(ebp);
        code.jne(loop);
        console.Print("benchmark: checksum ");
        console.PrintHex(ebx, 8);
        console.Print("\n");
        pci.PowerOff();

        segment.Place(mix);
        code.mov(edx, eax);
        code.shl(edx, 13);
        code.xor(eax, edx);
        code.mov(edx, eax);
        code.shr(edx, 17);
        code.xor(eax, edx);
        code.ret();
        console.Emit();
        pci.Emit();
        return RomImage.CreateCopied(segment.Link(), LoadAddress);
    }
}
