using System;
using System.Buffers.Binary;

namespace ReplayEmu.Guests.OptionRoms;

/// <summary>
/// An option ROM with a Plug and Play header whose bootstrap entry vector is the program (Plug and Play BIOS Specification 1.0A,
/// section 3.2): the firmware offers it as something to boot from. Its initialisation does nothing.
/// </summary>
internal static class OptionRomImage
{
    /// <summary>Offset of the program in the ROM's segment.</summary>
    public const ushort ProgramOffset = 0x80;

    private const int BlockSize = 512;
    private const int InitOffset = 3;
    private const int HeaderPointer = 0x1a;
    private const int HeaderOffset = 0x20;
    private const int HeaderSize = 0x20;
    private const int MakerOffset = 0x40;
    private const int ProductOffset = 0x4c;
    private const byte FarReturn = 0xcb;

    /// <param name="product">What the firmware's boot menu calls it; at most 40 characters.</param>
    /// <param name="program">16-bit code for <see cref="ProgramOffset"/>, entered at its first byte; it does not return.</param>
    public static byte[] Create(string product, ReadOnlySpan<byte> program)
    {
        var blocks = (ProgramOffset + program.Length + 1 + BlockSize - 1) / BlockSize;
        var rom = new byte[blocks * BlockSize];
        rom[0] = 0x55;
        rom[1] = 0xaa;
        rom[2] = (byte)blocks;
        rom[InitOffset] = FarReturn;
        BinaryPrimitives.WriteUInt16LittleEndian(rom.AsSpan(HeaderPointer), HeaderOffset);
        WriteHeader(rom.AsSpan(HeaderOffset, HeaderSize));
        "ReplayEmu"u8.CopyTo(rom.AsSpan(MakerOffset));
        System.Text.Encoding.ASCII.GetBytes(product, rom.AsSpan(ProductOffset, ProgramOffset - ProductOffset - 1));
        program.CopyTo(rom.AsSpan(ProgramOffset));
        rom[^1] = Complement(rom);
        return rom;
    }

    private static void WriteHeader(Span<byte> header)
    {
        const int Checksum = 9;
        const int Maker = 14;
        const int Product = 16;
        const int BootstrapEntry = 26;
        "$PnP"u8.CopyTo(header);
        header[4] = 1;
        header[5] = HeaderSize / 16;
        BinaryPrimitives.WriteUInt16LittleEndian(header[Maker..], MakerOffset);
        BinaryPrimitives.WriteUInt16LittleEndian(header[Product..], ProductOffset);
        BinaryPrimitives.WriteUInt16LittleEndian(header[BootstrapEntry..], ProgramOffset);
        header[Checksum] = Complement(header);
    }

    /// <summary>What makes the sum of all bytes 0.</summary>
    private static byte Complement(ReadOnlySpan<byte> bytes)
    {
        byte sum = 0;
        foreach (var value in bytes)
        {
            sum += value;
        }

        return (byte)-sum;
    }
}
