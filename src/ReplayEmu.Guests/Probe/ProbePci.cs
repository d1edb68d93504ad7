using ReplayEmu.Guests.Assembly;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Guests.Probe;

/// <summary>The part of the probe that reads the configuration space of every function on bus 0 and sizes its BARs.</summary>
internal sealed class ProbePci(Segment segment, ConsoleRoutines console, PciRoutines pci, Routine printBytes)
{
    private static readonly int[] BarRegisters = [0x10, 0x14, 0x18, 0x1C, 0x20, 0x24, 0x30];

    public void Print() => pci.ForEachFunction(Visit);

    /// <summary>EBX: the function.</summary>
    private void Visit()
    {
        var code = segment.Code;
        var row = code.CreateLabel();
        var word = code.CreateLabel();
        var noBars = code.CreateLabel();
        code.xor(ecx, ecx);
        code.Label(ref row);
        console.Print("pci ");
        PrintAddress();
        console.PrintHex(ecx, 2);
        code.mov(edi, ProbeChips.Buffer);
        code.Label(ref word);
        code.mov(edx, ecx);
        pci.ReadAtEdx();
        code.stosd();
        code.add(ecx, 4);
        code.test(ecx, 15);
        code.jne(word);
        code.call(printBytes.Label);
        code.cmp(ecx, 0x100);
        code.jb(row);
        pci.Read(0x0C);
        code.test(eax, 0x7F_0000);
        code.jne(noBars);
        foreach (var register in BarRegisters)
        {
            PrintBar(register);
        }

        code.Label(ref noBars);
        code.nop();
    }

    private void PrintBar(int register)
    {
        var code = segment.Code;
        console.Print("bar ");
        PrintAddress();
        console.Print($"{register:x2} ");
        pci.Read(register);
        code.mov(ecx, eax);
        code.mov(eax, 0xFFFF_FFFF);
        pci.Write(register);
        pci.Read(register);
        console.PrintHex(eax, 8);
        console.Print("\n");
        code.mov(eax, ecx);
        pci.Write(register);
    }

    private void PrintAddress()
    {
        var code = segment.Code;
        console.Print("00:");
        code.mov(eax, ebx);
        code.shr(eax, 11);
        code.and(eax, 0x1F);
        console.PrintHex(eax, 2);
        console.Print(".");
        code.mov(eax, ebx);
        code.shr(eax, 8);
        code.and(eax, 7);
        console.PrintHex(eax, 1);
        console.Print(" ");
    }
}
