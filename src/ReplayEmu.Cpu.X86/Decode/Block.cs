namespace ReplayEmu.Cpu.X86.Decode;

/// <summary>Decoded instructions that run in a row, all of one page. Native; never freed but by dropping the whole cache.</summary>
internal unsafe struct Block
{
    /// <summary>First instruction; behind the last one is an entry with Left = 0 that leads to the following block.</summary>
    public DecodedOp* Ops;

    /// <summary>Host address of the first byte, the key; null once the block is dropped.</summary>
    public byte* Code;
    public Block* NextInBucket;
    public Block* NextInPage;

    /// <summary>16, 32 or 64, the other half of the key.</summary>
    public int Bitness;

    /// <summary>Instructions.</summary>
    public int Count;

    /// <summary>Bytes of all instructions.</summary>
    public int Bytes;
}

/// <summary>A page with decoded code.</summary>
internal unsafe struct CodePage
{
    /// <summary>Host address of the page, or null.</summary>
    public byte* Host;
    public Block* Blocks;
    public CodePage* NextInBucket;

    /// <summary>Which of the 64-byte pieces hold decoded instructions.</summary>
    public ulong Pieces;
}
