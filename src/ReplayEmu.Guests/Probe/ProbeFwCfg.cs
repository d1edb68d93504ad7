using Iced.Intel;
using ReplayEmu.Guests.Assembly;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Guests.Probe;

/// <summary>The part of the probe that reads fw_cfg: selector 510h, data 511h (QEMU, docs/specs/fw_cfg).</summary>
internal sealed class ProbeFwCfg(Segment segment, ConsoleRoutines console, Routine printBytes)
{
    private const ushort Selector = 0x510;
    private const ushort DataPort = 0x511;
    private const int FileDirectory = 0x19;
    private const int BytesOfKey = 128;

    /// <summary>At most this many files, so that nonsense in the directory cannot hang the guest.</summary>
    private const int MaximumFiles = 64;

    private const int Name = 0x700;

    private readonly Routine printKey = segment.Declare("print_fw_cfg_key");

    private Assembler Code => segment.Code;

    public void Print()
    {
        var over = Code.CreateLabel();
        var key = Code.CreateLabel();
        var local = Code.CreateLabel();
        Code.jmp(over);
        EmitPrintKey();
        Code.Label(ref over);
        Code.xor(ebx, ebx);
        Code.Label(ref key);
        Code.cmp(ebx, FileDirectory);
        var skip = Code.CreateLabel();
        Code.je(skip);
        Code.call(printKey.Label);
        Code.Label(ref skip);
        Code.inc(ebx);
        Code.cmp(ebx, 0x20);
        Code.jb(key);
        Code.mov(ebx, 0x8000);
        Code.Label(ref local);
        Code.call(printKey.Label);
        Code.inc(ebx);
        Code.cmp(ebx, 0x8020);
        Code.jb(local);
        PrintFiles();
    }

    /// <summary>The directory: a big-endian count, then entries of size, select, reserved and a 56-byte name.</summary>
    private void PrintFiles()
    {
        var next = Code.CreateLabel();
        var done = Code.CreateLabel();
        var name = Code.CreateLabel();

        // Without fw_cfg the ports float: no files then.
        Code.xor(ebx, ebx);
        Select();
        ReadBigEndian(4);
        Code.cmp(eax, 0x5145_4D55);
        Code.jne(done);
        Code.xor(ebp, ebp);
        Code.Label(ref next);

        // Printing a file's bytes moves the selector: read the directory from its beginning for each entry.
        Code.mov(ebx, FileDirectory);
        Select();
        ReadBigEndian(4);
        Code.cmp(ebp, eax);
        Code.jae(done);
        Code.cmp(ebp, MaximumFiles);
        Code.jae(done);
        Code.imul(ecx, ebp, 64);
        var found = Code.CreateLabel();
        var forward = Code.CreateLabel();
        Code.Label(ref forward);
        Code.test(ecx, ecx);
        Code.je(found);
        Code.@in(al, dx);
        Code.dec(ecx);
        Code.jmp(forward);
        Code.Label(ref found);
        ReadBigEndian(4);
        Code.mov(esi, eax);
        ReadBigEndian(4);
        Code.shr(eax, 16);
        Code.mov(ebx, eax);
        Code.mov(edi, Name);
        Code.mov(ecx, 56);
        Code.Label(ref name);
        Code.@in(al, dx);
        Code.stosb();
        Code.dec(ecx);
        Code.jne(name);
        Code.xor(eax, eax);
        Code.stosb();
        console.Print("file ");
        console.PrintHex(ebx, 4);
        console.Print(" ");
        console.PrintHex(esi, 8);
        console.Print(" ");
        Code.mov(esi, Name);
        console.PrintTextAtEsi();
        console.Print("\n");
        Code.call(printKey.Label);
        Code.inc(ebp);
        Code.jmp(next);
        Code.Label(ref done);
        Code.nop();
    }

    /// <summary>Selects key BX and leaves EDX at the data port.</summary>
    private void Select()
    {
        Code.mov(edx, Selector);
        Code.mov(eax, ebx);
        Code.@out(dx, ax);
        Code.mov(edx, DataPort);
    }

    /// <summary>EAX = the next bytes of the key, the first one highest; EDX is the data port.</summary>
    private void ReadBigEndian(int bytes)
    {
        Code.xor(eax, eax);
        for (var index = 0; index < bytes; index++)
        {
            Code.shl(eax, 8);
            Code.@in(al, dx);
        }
    }

    /// <summary>BX: the key. Prints the first bytes in rows of 16 that are not all zero.</summary>
    private void EmitPrintKey()
    {
        var row = Code.CreateLabel();
        var next = Code.CreateLabel();
        var empty = Code.CreateLabel();
        segment.Place(printKey);
        Code.pushad();
        Select();
        Code.xor(esi, esi);
        Code.Label(ref row);
        Code.mov(edi, ProbeChips.Buffer);
        Code.mov(ecx, 16);
        Code.xor(ebp, ebp);
        Code.Label(ref next);
        Code.xor(eax, eax);
        Code.@in(al, dx);
        Code.or(ebp, eax);
        Code.stosb();
        Code.dec(ecx);
        Code.jne(next);
        Code.test(ebp, ebp);
        Code.je(empty);
        console.Print("fw_cfg ");
        console.PrintHex(ebx, 4);
        console.Print(" ");
        console.PrintHex(esi, 2);
        Code.call(printBytes.Label);
        Code.Label(ref empty);
        Code.add(esi, 16);
        Code.cmp(esi, BytesOfKey);
        Code.jb(row);
        Code.popad();
        Code.ret();
    }
}
