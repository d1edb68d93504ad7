using Iced.Intel;

namespace ReplayEmu.Cpu.X86.Decode;

/// <summary>What decoding at an address gave.</summary>
internal enum DecodeResult : byte
{
    Valid,

    /// <summary>Not an instruction of this CPU: #UD.</summary>
    Undefined,

    /// <summary>The bytes given end within the instruction.</summary>
    NeedsMoreBytes,
}

/// <summary>Iced's decoders for the three code sizes over host memory.</summary>
internal sealed unsafe class InstructionDecoder
{
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
            _ => DecodeResult.Undefined,
        };
    }
}
