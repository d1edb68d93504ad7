using Iced.Intel;
using ReplayEmu.Guests.Assembly;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Guests.Demo;

/// <summary>
/// The firmware of the demo guest: sets up the serial port and power management, sizes memory, walks PCI bus 0, places the BARs,
/// describes what it found in a <see cref="BootTree"/>, and starts the kernel at 1 MiB.
/// </summary>
internal sealed class DemoFirmware
{
    private const int CodeSize = 0x1000;
    private const uint FirstIoPort = 0xC000;
    private const uint FirstMmioAddress = 0xE000_0000;

    // Variables in low RAM.
    private const int RamBytes = 0x500;
    private const int NextIoPort = 0x504;
    private const int NextMmioAddress = 0x508;
    private const int NodeEnd = 0x50C;

    private readonly Segment segment = new(32, RomImage.Address, CodeSize);
    private readonly ConsoleRoutines console;
    private readonly PciRoutines pci;
    private readonly Routine visitFunction;
    private readonly Routine placeBar;

    private DemoFirmware()
    {
        console = new ConsoleRoutines(segment, ConsoleKind.Serial);
        pci = new PciRoutines(segment);
        visitFunction = segment.Declare("visit_function");
        placeBar = segment.Declare("place_bar");
    }

    private Assembler Code => segment.Code;

    /// <summary>Firmware and kernel in one ROM.</summary>
    public static byte[] Build(byte[] kernel) => new DemoFirmware().Assemble(kernel);

    private byte[] Assemble(byte[] kernel)
    {
        segment.Place("start");
        FlatEntry.Emit(Code, stack: 0x7000);
        console.Initialise();
        console.Print("\nReplayEmu demo firmware\n");
        LocalApic.ConnectInterruptController(Code);
        SizeMemory();
        BeginTree();
        pci.ForEachFunction(() => Code.call(visitFunction.Label));
        EndTree();
        console.Print("starting the kernel\n\n");
        Code.mov(eax, BootTree.Magic);
        Code.mov(ebx, __dword_ptr[RamBytes]);
        Code.mov(edx, ebx);
        Code.mov(ecx, ebx);
        Code.shr(ecx, BootTree.ShareOfRam);
        Code.sub(ebx, ecx);
        FlatEntry.CopyAndJump(Code, segment.Data(kernel, 16), DemoKernel.Address, kernel.Length);

        EmitVisitFunction();
        EmitPlaceBar();
        console.Emit();
        pci.Emit();
        return RomImage.Create(segment.Link());
    }

    /// <summary>CMOS 34h, 35h: 64 KiB units above 16 MiB; when zero, 17h, 18h: KiB above 1 MiB.</summary>
    private void SizeMemory()
    {
        var above16 = Code.CreateLabel();
        var done = Code.CreateLabel();
        ReadCmosWord(0x34);
        Code.test(eax, eax);
        Code.jne(above16);
        ReadCmosWord(0x17);
        Code.shl(eax, 10);
        Code.add(eax, 0x10_0000);
        Code.jmp(done);
        Code.Label(ref above16);
        Code.shl(eax, 16);
        Code.add(eax, 0x100_0000);
        Code.Label(ref done);
        Code.mov(__dword_ptr[RamBytes], eax);
        console.Print("memory: ");
        Code.shr(eax, 10);
        console.PrintDecimalEax();
        console.Print(" KiB\n");
    }

    private void ReadCmosWord(int index)
    {
        Code.xor(eax, eax);
        Code.mov(al, (byte)(index + 1));
        Code.@out(0x70, al);
        Code.@in(al, 0x71);
        Code.mov(ah, al);
        Code.mov(al, (byte)index);
        Code.@out(0x70, al);
        Code.@in(al, 0x71);
    }

    private void BeginTree()
    {
        Code.mov(__dword_ptr[NextIoPort], FirstIoPort);
        Code.mov(__dword_ptr[NextMmioAddress], FirstMmioAddress);
        Code.mov(edi, __dword_ptr[RamBytes]);
        Code.mov(eax, edi);
        Code.shr(eax, BootTree.ShareOfRam);
        Code.sub(edi, eax);
    }

    /// <summary>Behind the PCI functions comes the one real memory node: reg = address (2 cells), size (2 cells).</summary>
    private void EndTree()
    {
        uint[] words = [BootTree.TypeMemory, 0, 2, 2, 16, 0, 0, 0];
        foreach (var word in words)
        {
            Code.mov(eax, word);
            Code.stosd();
        }

        Code.mov(eax, __dword_ptr[RamBytes]);
        Code.stosd();
        Code.mov(eax, BootTree.TypeEnd);
        Code.stosd();
    }

    /// <summary>EBX: the function. EDI: where its node goes; moved behind it.</summary>
    private void EmitVisitFunction()
    {
        var memory = Code.CreateLabel();
        var nextBar = Code.CreateLabel();
        var notPowerManagement = Code.CreateLabel();
        segment.Place(visitFunction);
        PrintIdentity();

        // The header: a memory controller gets the device type of memory, as SLOF named it in 2012.
        pci.Read(0x08);
        Code.shr(eax, 24);
        Code.cmp(eax, 0x05);
        Code.mov(eax, BootTree.TypeMemory);
        Code.je(memory);
        Code.mov(eax, BootTree.TypePciFunction);
        Code.Label(ref memory);
        Code.stosd();
        foreach (var word in new uint[] { 1, 3, 2 })
        {
            Code.mov(eax, word);
            Code.stosd();
        }

        Code.mov(__dword_ptr[NodeEnd], edi);
        Code.add(edi, 4);

        // reg begins with the configuration space: phys.hi, phys.mid, phys.lo, size of 0.
        Code.lea(eax, __[ebx + int.MinValue]);
        EmitTuple();
        Code.mov(ecx, 0x10);
        Code.Label(ref nextBar);
        Code.call(placeBar.Label);
        Code.add(ecx, 4);
        Code.cmp(ecx, 0x28);
        Code.jb(nextBar);
        console.Print("\n");

        // Bytes of reg, now that its end is known.
        Code.mov(edx, __dword_ptr[NodeEnd]);
        Code.mov(eax, edi);
        Code.sub(eax, edx);
        Code.sub(eax, 4);
        Code.mov(__dword_ptr[edx], eax);

        // Decode what was placed.
        pci.Read(0x04);
        Code.or(al, 3);
        Code.movzx(eax, ax);
        pci.Write(0x04);
        pci.Read(0x00);
        Code.cmp(eax, 0x7113_8086);
        Code.jne(notPowerManagement);
        Code.mov(eax, 0xB001);
        pci.Write(0x40);
        pci.Read(0x80);
        Code.or(al, 1);
        pci.Write(0x80);
        Code.Label(ref notPowerManagement);
        Code.ret();
    }

    /// <summary>Stores EAX and four zero cells at EDI.</summary>
    private void EmitTuple()
    {
        Code.stosd();
        Code.xor(eax, eax);
        for (var cell = 0; cell < 4; cell++)
        {
            Code.stosd();
        }
    }

    private void PrintIdentity()
    {
        console.Print("pci 00:");
        Code.mov(eax, ebx);
        Code.shr(eax, 11);
        Code.and(eax, 0x1F);
        console.PrintHex(eax, 2);
        console.Print(".");
        Code.mov(eax, ebx);
        Code.shr(eax, 8);
        Code.and(eax, 7);
        console.PrintHex(eax, 1);
        console.Print(" ");
        pci.Read(0x00);
        PrintPair();
        pci.Read(0x08);
        console.Print(" class ");
        Code.rol(eax, 16);
        console.PrintHex(eax, 4);
        console.Print(" rev ");
        Code.rol(eax, 16);
        console.PrintHex(eax, 2);
        console.Print(" subsys ");
        pci.Read(0x2C);
        PrintPair();
    }

    /// <summary>EAX: vendor in the low half, device in the high half.</summary>
    private void PrintPair()
    {
        console.PrintHex(eax, 4);
        console.Print(":");
        Code.shr(eax, 16);
        console.PrintHex(eax, 4);
    }

    /// <summary>ECX: BAR register, moved to its second half for a 64-bit BAR. Sizes it, places it, adds it to reg at EDI.</summary>
    private void EmitPlaceBar()
    {
        var absent = Code.CreateLabel();
        var io = Code.CreateLabel();
        var place = Code.CreateLabel();
        var narrow = Code.CreateLabel();
        segment.Place(placeBar);

        // Only ordinary functions have six BARs.
        pci.Read(0x0C);
        Code.test(eax, 0x7F_0000);
        Code.jne(absent);
        Code.mov(eax, 0xFFFF_FFFF);
        Code.mov(edx, ecx);
        pci.WriteAtEdx();
        pci.ReadAtEdx();
        Code.test(eax, eax);
        Code.je(absent);
        Code.mov(ebp, eax);
        console.Print(" bar");
        Code.lea(eax, __[ecx - 0x10]);
        Code.shr(eax, 2);
        console.PrintHex(eax, 1);

        // ESI: the variable with the next free address. EAX: size.
        Code.mov(eax, ebp);
        Code.test(al, 1);
        Code.jne(io);
        console.Print(" mem ");
        Code.mov(esi, NextMmioAddress);
        Code.and(eax, unchecked((int)0xFFFF_FFF0));
        Code.neg(eax);
        Code.jmp(place);
        Code.Label(ref io);
        console.Print(" io ");
        Code.mov(esi, NextIoPort);
        Code.and(eax, unchecked((int)0xFFFF_FFFC));
        Code.neg(eax);
        Code.movzx(eax, ax);
        Code.Label(ref place);
        Code.push(eax);

        // Align the next free address to the size and take it.
        Code.mov(edx, __dword_ptr[esi]);
        Code.lea(edx, __[edx + eax - 1]);
        Code.neg(eax);
        Code.and(edx, eax);
        Code.neg(eax);
        Code.add(eax, edx);
        Code.mov(__dword_ptr[esi], eax);
        Code.mov(eax, edx);
        Code.mov(edx, ecx);
        pci.WriteAtEdx();
        console.PrintHex(eax, 8);
        console.Print("+");
        Code.pop(esi);
        console.PrintHex(esi, 8);

        // reg: phys.hi names the register, then address 0 in two cells, then the size in two.
        Code.lea(eax, __[ebx + ecx + int.MinValue]);
        EmitTuple();
        Code.mov(__dword_ptr[edi - 4], esi);

        // A 64-bit BAR: the second half stays 0.
        Code.mov(eax, ebp);
        Code.and(al, 7);
        Code.cmp(al, 4);
        Code.jne(narrow);
        Code.add(ecx, 4);
        Code.xor(eax, eax);
        Code.mov(edx, ecx);
        pci.WriteAtEdx();
        Code.Label(ref narrow);
        Code.nop();
        Code.Label(ref absent);
        Code.ret();
    }
}
