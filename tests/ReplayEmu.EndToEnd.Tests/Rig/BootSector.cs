using System;
using System.IO;
using System.Text;
using Iced.Intel;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.EndToEnd.Tests.Rig;

/// <summary>Raw disk images whose first sector is a program of ours.</summary>
internal static class BootSector
{
    private const int Sector = 512;
    private const uint Origin = 0x7c00;
    private const ushort Buffer = 0x7e00;
    private const int GreetingOffset = 0x180;

    /// <summary>Text of the second sector, which the program reads with INT 13h.</summary>
    public const string FromDisk = "this was read from sector 2";

    /// <summary>What the program writes to isa-debug-exit at 501h.</summary>
    public const byte ExitValue = 0x10;

    /// <summary>
    /// Greets through INT 10h, the first serial port and the debug port, reads the second sector, shows it, and ends the run; a
    /// disk that cannot be read ends it with 0.
    /// </summary>
    public static byte[] Hello() =>
        Image(code =>
        {
            var print = code.CreateLabel();
            var end = code.CreateLabel();
            Start(code);
            code.push(dx);
            code.mov(si, (ushort)(Origin + GreetingOffset));
            code.call(print);
            code.pop(dx);
            Disk(code, 0x0201, Buffer, 2, end);
            code.mov(si, Buffer);
            code.call(print);
            End(code, end, print);
        });

    /// <summary>Writes itself to the third sector, reads that back elsewhere, and prints the greeting from there.</summary>
    public static byte[] Writing() =>
        Image(code =>
        {
            var print = code.CreateLabel();
            var end = code.CreateLabel();
            Start(code);
            Disk(code, 0x0301, (ushort)Origin, 3, end);
            Disk(code, 0x0201, Buffer, 3, end);
            code.mov(si, (ushort)(Buffer + GreetingOffset));
            code.call(print);
            End(code, end, print);
        });

    /// <summary>
    /// Mode 13h: DAC entry i becomes (i / 4, 63 - i / 4, i mod 64), pixel (x, y) becomes colour (x + y) mod 256; then it halts for good.
    /// </summary>
    public static byte[] Drawing() =>
        Image(code =>
        {
            var palette = code.CreateLabel();
            var row = code.CreateLabel();
            var column = code.CreateLabel();
            var stop = code.CreateLabel();
            Start(code);
            code.mov(ax, 0x13);
            code.@int(0x10);
            code.mov(dx, 0x3c8);
            code.xor(ax, ax);
            code.@out(dx, al);
            code.inc(dx);
            code.xor(cx, cx);
            code.Label(ref palette);
            code.mov(al, cl);
            code.shr(al, 2);
            code.@out(dx, al);
            code.neg(al);
            code.add(al, 63);
            code.@out(dx, al);
            code.mov(al, cl);
            code.and(al, 63);
            code.@out(dx, al);
            code.inc(cl);
            code.jne(palette);

            code.mov(ax, 0xa000);
            code.mov(es, ax);
            code.xor(di, di);
            code.xor(bx, bx);
            code.Label(ref row);
            code.mov(cx, 320);
            code.mov(al, bl);
            code.Label(ref column);
            code.stosb();
            code.inc(al);
            code.dec(cx);
            code.jne(column);
            code.inc(bx);
            code.cmp(bx, 200);
            code.jne(row);
            code.mov(si, 0x402);
            code.mov(dx, si);
            code.mov(al, (byte)'!');
            code.@out(dx, al);
            code.Label(ref stop);
            code.cli();
            code.hlt();
            code.jmp(stop);
        });

    /// <summary>The DAC's red, green and blue of a colour as <see cref="Drawing"/> sets them, 8 bits each.</summary>
    public static (byte Red, byte Green, byte Blue) Color(int color) =>
        (Widen(color >> 2), Widen(63 - (color >> 2)), Widen(color & 63));

    private static byte Widen(int sixBits) => (byte)(sixBits << 2 | (sixBits & 1) * 3);

    /// <summary>INT 13h with head 0 of the boot disk, whose number stays in DL; a failure ends the program with 0.</summary>
    private static void Disk(Assembler code, ushort function, ushort buffer, ushort sector, Label end)
    {
        code.mov(ax, function);
        code.mov(bx, buffer);
        code.mov(cx, sector);
        code.mov(dh, 0);
        code.@int(0x13);
        code.mov(cl, 0);
        code.jc(end);
    }

    /// <summary>The end of a program, and its routine that prints the text at SI.</summary>
    private static void End(Assembler code, Label end, Label print)
    {
        var done = code.CreateLabel();
        code.mov(cl, ExitValue);
        code.Label(ref end);
        code.mov(dx, 0x501);
        code.mov(al, cl);
        code.@out(dx, al);
        code.hlt();
        code.Label(ref print);
        code.lodsb();
        code.test(al, al);
        code.je(done);
        code.mov(ah, 0x0e);
        code.mov(bx, 7);
        code.@int(0x10);
        code.mov(dx, 0x402);
        code.@out(dx, al);
        code.mov(dx, 0x3f8);
        code.@out(dx, al);
        code.jmp(print);
        code.Label(ref done);
        code.ret();
    }

    private static void Start(Assembler code)
    {
        code.xor(ax, ax);
        code.mov(ds, ax);
        code.mov(es, ax);
        code.mov(ss, ax);
        code.mov(sp, (ushort)Origin);
        code.cld();
    }

    private static byte[] Image(Action<Assembler> program)
    {
        var code = new Assembler(16);
        program(code);
        using var bytes = new MemoryStream();
        code.Assemble(new StreamCodeWriter(bytes), Origin);
        if (bytes.Length > GreetingOffset)
        {
            throw new InvalidOperationException("the program does not fit a boot sector");
        }

        // 1 MiB: enough for a disk geometry.
        var image = new byte[1 << 20];
        bytes.ToArray().CopyTo(image, 0);
        Encoding.ASCII.GetBytes("hello from a boot sector\n").CopyTo(image, GreetingOffset);
        image[Sector - 2] = 0x55;
        image[Sector - 1] = 0xaa;
        Encoding.ASCII.GetBytes(FromDisk + "\n").CopyTo(image, Sector);
        return image;
    }
}
