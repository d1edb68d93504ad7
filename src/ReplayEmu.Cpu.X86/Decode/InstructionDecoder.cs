using System;
using Iced.Intel;

namespace ReplayEmu.Cpu.X86.Decode;

/// <summary>What decoding at an address gave.</summary>
internal enum DecodeResult : byte
{
    Valid,

    /// <summary>Not an instruction of this CPU: #UD.</summary>
    Undefined,

    /// <summary>More than 15 bytes: #GP.</summary>
    TooLong,

    /// <summary>The bytes given end within the instruction.</summary>
    NeedsMoreBytes,
}

/// <summary>Iced's decoders for the three code sizes over host memory.</summary>
internal sealed unsafe class InstructionDecoder
{
    private const int MaxLength = 15;
    private readonly HostCodeReader reader = new();
    private readonly Decoder decoder16;
    private readonly Decoder decoder32;
    private readonly Decoder decoder64;
    private Decoder decoder;

    public InstructionDecoder()
    {
        decoder16 = Decoder.Create(16, reader);
        decoder32 = Decoder.Create(32, reader);
        decoder64 = Decoder.Create(64, reader);
        decoder = decoder16;
    }

    /// <summary>Begins at a byte, whose address is taken as 0.</summary>
    public void Start(byte* code, int length, int bitness)
    {
        reader.Set(code, length);
        decoder = bitness switch
        {
            16 => decoder16,
            32 => decoder32,
            _ => decoder64,
        };
        decoder.IP = 0;
    }

    public DecodeResult Next(out Instruction instruction)
    {
        decoder.Decode(out instruction);
        return decoder.LastError switch
        {
            DecoderError.None => DecodeResult.Valid,
            DecoderError.NoMoreBytes => DecodeResult.NeedsMoreBytes,
            _ => instruction.Length == MaxLength && IsTooLong() ? DecodeResult.TooLong : DecodeResult.Undefined,
        };
    }

    /// <summary>
    /// The decoder does not tell an undefined instruction of 15 bytes from one that is longer. It takes redundant prefixes to become
    /// so long: without one of them a longer instruction is a valid one, or ends beyond the bytes given.
    /// </summary>
    private bool IsTooLong()
    {
        var first = reader.Next - MaxLength;
        var after = reader.Next;
        var left = reader.Left;
        var prefixes = 0;
        while (prefixes < MaxLength && IsPrefix(first[prefixes], decoder.Bitness))
        {
            prefixes++;
        }

        var redundant = 0;
        while (redundant < prefixes && !IsRedundant(new Span<byte>(first + redundant, prefixes - redundant)))
        {
            redundant++;
        }

        if (redundant == prefixes || prefixes == MaxLength)
        {
            return prefixes == MaxLength;
        }

        Span<byte> shorter = stackalloc byte[MaxLength];
        var count = MaxLength - 1 + Math.Min(left, 1);
        new Span<byte>(first, redundant).CopyTo(shorter);
        new Span<byte>(first + redundant + 1, count - redundant).CopyTo(shorter[redundant..]);
        fixed (byte* code = shorter)
        {
            reader.Set(code, count);
            decoder.Decode(out var instruction);
            var tooLong =
                decoder.LastError == DecoderError.NoMoreBytes || instruction is { IsInvalid: false, Length: MaxLength };
            reader.Set(after, left);
            return tooLong;
        }
    }

    /// <summary>The first prefix is repeated, or one of a segment, which does not change the length.</summary>
    private static bool IsRedundant(ReadOnlySpan<byte> prefixes) =>
        prefixes[0] is 0x26 or 0x2e or 0x36 or 0x3e or 0x64 or 0x65 || prefixes[1..].Contains(prefixes[0]);

    private static bool IsPrefix(byte value, int bitness) =>
        value is 0x26 or 0x2e or 0x36 or 0x3e or 0x64 or 0x65 or 0x66 or 0x67 or 0xf0 or 0xf2 or 0xf3
        || (bitness == 64 && (value & 0xf0) == 0x40);
}
