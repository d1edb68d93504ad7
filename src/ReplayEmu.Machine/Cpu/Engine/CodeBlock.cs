namespace ReplayEmu.Machine.Cpu.Engine;

/// <summary>Decoded instructions that run in a row, all of one page. Native; never freed but by dropping the whole cache.</summary>
/// <typeparam name="TOp">A decoded instruction of the CPU.</typeparam>
public unsafe struct CodeBlock<TOp>
    where TOp : unmanaged
{
    /// <summary>First instruction; behind the last one is an entry that leads to the following block.</summary>
    public TOp* Ops;

    /// <summary>Host address of the first byte, the key; null once the block is dropped.</summary>
    public byte* Code;
    public CodeBlock<TOp>* NextInBucket;
    public CodeBlock<TOp>* NextInPage;

    /// <summary>What else the meaning of the bytes depends on, the other half of the key: code size, byte order.</summary>
    public int Mode;

    /// <summary>Instructions.</summary>
    public int Count;

    /// <summary>Bytes of all instructions.</summary>
    public int Bytes;
}

/// <summary>A page with decoded code.</summary>
internal unsafe struct CodePage<TOp>
    where TOp : unmanaged
{
    /// <summary>Host address of the page, or null.</summary>
    public byte* Host;
    public CodeBlock<TOp>* Blocks;
    public CodePage<TOp>* NextInBucket;

    /// <summary>Which of the 64-byte pieces hold decoded instructions.</summary>
    public ulong Pieces;
}
