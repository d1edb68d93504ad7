using System;
using Iced.Intel;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Guests.Assembly;

/// <summary>
/// A 64 KiB firmware ROM, entered at F000:FFF0 in real mode (Intel SDM volume 3, section 10.1.4): it switches to flat 32-bit
/// protected mode and jumps to the first byte of the ROM's image below 1 MiB, at F0000h.
/// </summary>
internal static class RomImage
{
    public const int Size = 0x10000;

    /// <summary>Linear address of the ROM below 1 MiB.</summary>
    public const uint Address = 0xF0000;

    /// <summary>Bytes before the real-mode entry.</summary>
    public const int Capacity = EntryOffset;

    private const int EntryOffset = 0xFF00;
    private const int TableOffset = 0xFF80;
    private const int PointerOffset = 0xFFA0;
    private const int ResetOffset = 0xFFF0;

    /// <param name="program">32-bit code for <see cref="Address"/>, entered at its first byte.</param>
    public static byte[] Create(ReadOnlySpan<byte> program)
    {
        if (program.Length > Capacity)
        {
            throw new ArgumentException($"{program.Length} bytes do not fit", nameof(program));
        }

        var rom = new byte[Size];
        program.CopyTo(rom);
        Entry().CopyTo(rom, EntryOffset);
        var table = Descriptors.FlatTable();
        table.CopyTo(rom, TableOffset);
        Descriptors.Pointer(table.Length, Address + TableOffset).CopyTo(rom, PointerOffset);

        // JMP rel16 keeps the hidden base of CS, FFFF0000h at reset: the entry runs in the ROM below 4 GiB.
        rom[ResetOffset] = 0xE9;
        var distance = EntryOffset - (ResetOffset + 3);
        rom[ResetOffset + 1] = (byte)distance;
        rom[ResetOffset + 2] = (byte)(distance >> 8);
        "11/23/26"u8.CopyTo(rom.AsSpan(ResetOffset + 5));
        return rom;
    }

    /// <summary>A ROM whose program is copied to RAM and runs there.</summary>
    /// <param name="program">32-bit code, entered at its first byte.</param>
    /// <param name="address">Linear address that it is linked for.</param>
    public static byte[] CreateCopied(ReadOnlySpan<byte> program, uint address)
    {
        const int LoaderSize = 0x100;
        var loader = new Segment(32, Address, LoaderSize);
        FlatEntry.Emit(loader.Code, stack: 0x7000);
        FlatEntry.CopyAndJump(loader.Code, loader.Data(program, 1), address, program.Length);
        return Create(loader.Link());
    }

    private static byte[] Entry()
    {
        var segment = new Segment(16, EntryOffset, TableOffset - EntryOffset);
        var code = segment.Code;
        code.cli();
        code.cld();
        // LGDT with a 32-bit operand, addressed through CS: the table's base is above 64 KiB.
        code.AddInstruction(
            Instruction.Create(
                Code.Lgdt_m1632,
                new MemoryOperand(Register.None, Register.None, 1, PointerOffset, 2, false, Register.CS)
            )
        );
        code.mov(eax, cr0);
        code.or(al, 1);
        code.mov(cr0, eax);
        code.AddInstruction(Instruction.CreateBranch(Code.Jmp_ptr1632, Descriptors.CodeSelector, Address));
        return segment.Link();
    }
}
