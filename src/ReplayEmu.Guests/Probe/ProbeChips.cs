using ReplayEmu.Guests.Assembly;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Guests.Probe;

/// <summary>The part of the probe that reads CMOS, CPUID, memory, interrupt controllers and timer.</summary>
internal sealed class ProbeChips(Segment segment, ConsoleRoutines console, Routine printBytes)
{
    /// <summary>16 bytes in low RAM.</summary>
    public const int Buffer = 0x600;

    /// <summary>Addresses that are looked at, besides the end of RAM.</summary>
    private static readonly uint[] Addresses =
    [
        0x0000_0800,
        0x0009_FC00,
        0x000A_0000,
        0x000C_0000,
        0x000C_8000,
        0x000E_0000,
        0x000F_0000,
        0x0010_0000,
        0x00F0_0000,
        0xFFFF_0000,
    ];

    public void PrintCmos()
    {
        var code = segment.Code;
        var row = code.CreateLabel();
        var register = code.CreateLabel();
        code.xor(ebx, ebx);
        code.Label(ref row);
        console.Print("cmos ");
        console.PrintHex(ebx, 2);
        code.mov(edi, Buffer);
        code.Label(ref register);
        code.mov(al, bl);
        code.@out(0x70, al);
        code.@in(al, 0x71);
        code.stosb();
        code.inc(ebx);
        code.test(ebx, 15);
        code.jne(register);
        code.call(printBytes.Label);
        code.cmp(ebx, 0x80);
        code.jb(row);
    }

    /// <summary>Basic leaves, the hypervisor's, and the extended ones, each as far as the first of them says; subleaves of 4, 7, Bh and Dh.</summary>
    public void PrintCpuid()
    {
        var code = segment.Code;
        foreach (var first in new uint[] { 0, 0x4000_0000, 0x8000_0000 })
        {
            var leaf = code.CreateLabel();
            var subleaf = code.CreateLabel();
            var nextLeaf = code.CreateLabel();
            var known = code.CreateLabel();
            var done = code.CreateLabel();

            // EBP: last leaf, at most 32 after the first. ESI: leaf. EDI: subleaf.
            code.mov(eax, first);
            code.xor(ecx, ecx);
            code.cpuid();
            code.mov(ebp, eax);
            code.mov(esi, first);
            code.mov(eax, ebp);
            code.sub(eax, esi);
            code.cmp(eax, 0x20);
            code.jbe(known);
            code.mov(ebp, first);
            code.Label(ref known);
            code.nop();
            code.Label(ref leaf);
            code.xor(edi, edi);
            code.Label(ref subleaf);
            console.Print("cpuid ");
            console.PrintHex(esi, 8);
            console.Print(" ");
            console.PrintHex(edi, 2);
            code.mov(eax, esi);
            code.mov(ecx, edi);
            code.cpuid();
            console.Print(" ");
            console.PrintHex(eax, 8);
            console.Print(" ");
            console.PrintHex(ebx, 8);
            console.Print(" ");
            console.PrintHex(ecx, 8);
            console.Print(" ");
            console.PrintHex(edx, 8);
            console.Print("\n");
            if (first == 0)
            {
                // Leaf 4: until the cache type is 0. Leaf 0xB: until the level type is 0.
                var topology = code.CreateLabel();
                var nextSubleaf = code.CreateLabel();
                code.cmp(esi, 0xB);
                code.je(topology);
                code.cmp(esi, 4);
                code.jne(nextLeaf);
                code.test(eax, 0x1F);
                code.je(nextLeaf);
                code.jmp(nextSubleaf);
                code.Label(ref topology);
                code.test(ecx, 0xFF00);
                code.je(nextLeaf);
                code.Label(ref nextSubleaf);
                code.inc(edi);
                code.cmp(edi, 8);
                code.jb(subleaf);
            }

            code.Label(ref nextLeaf);
            code.inc(esi);
            code.mov(eax, esi);
            code.dec(eax);
            code.cmp(eax, ebp);
            code.jb(leaf);
            code.Label(ref done);
            code.nop();
        }
    }

    public void PrintMemory()
    {
        var code = segment.Code;
        var print = code.CreateLabel();
        foreach (var address in Addresses)
        {
            code.mov(ebx, address);
            PrintAddress();
        }

        // The last word of RAM and the first behind it, by CMOS 34h and 35h.
        code.xor(eax, eax);
        code.mov(al, (byte)0x35);
        code.@out(0x70, al);
        code.@in(al, 0x71);
        code.mov(ah, al);
        code.mov(al, (byte)0x34);
        code.@out(0x70, al);
        code.@in(al, 0x71);
        code.shl(eax, 16);
        code.je(print);
        code.lea(ebx, __[eax + 0x00FF_FFFC]);
        PrintAddress();
        code.add(ebx, 4);
        PrintAddress();
        code.Label(ref print);
        code.nop();
    }

    /// <summary>The masks of the interrupt controllers, and the status of each counter by the read-back command (8254, table 2).</summary>
    public void PrintInterruptControllersAndTimer()
    {
        var code = segment.Code;
        foreach (var port in new ushort[] { 0x21, 0xA1, 0x4D0, 0x4D1 })
        {
            code.mov(edx, port);
            code.@in(al, dx);
            console.Print($"pic {port:x4} ");
            console.PrintHex(eax, 2);
            console.Print("\n");
        }

        for (byte counter = 0; counter < 3; counter++)
        {
            code.mov(al, (byte)(0xE0 | (2 << counter)));
            code.@out(0x43, al);
            code.@in(al, (byte)(0x40 + counter));
            console.Print($"pit {counter} ");
            console.PrintHex(eax, 2);
            console.Print("\n");
        }
    }

    /// <summary>EBX: the address of a word.</summary>
    private void PrintAddress()
    {
        var code = segment.Code;
        var fixedWord = code.CreateLabel();
        var done = code.CreateLabel();
        console.Print("memory ");
        console.PrintHex(ebx, 8);
        code.mov(eax, __dword_ptr[ebx]);
        code.mov(ecx, eax);
        code.not(ecx);
        code.mov(__dword_ptr[ebx], ecx);
        code.cmp(__dword_ptr[ebx], ecx);
        code.mov(__dword_ptr[ebx], eax);
        code.jne(fixedWord);
        console.Print(" rw\n");
        code.jmp(done);
        code.Label(ref fixedWord);
        console.Print(" ro\n");
        code.Label(ref done);
        code.nop();
    }
}
