namespace ReplayEmu.Cpu.X86.State;

/// <summary>Bits of a descriptor's high word, and so of <see cref="SegmentRegister.Attributes"/> (SDM volume 3, 3.4.5).</summary>
public static class DescriptorBits
{
    /// <summary>The bits that are kept in a segment register.</summary>
    public const uint Mask = 0x00f0ff00;
    public const uint Accessed = 1 << 8;

    /// <summary>Data: writable. Code: readable.</summary>
    public const uint ReadWrite = 1 << 9;

    /// <summary>Data: expand-down. Code: conforming.</summary>
    public const uint DownConforming = 1 << 10;
    public const uint Code = 1 << 11;

    /// <summary>Code or data, not system.</summary>
    public const uint Ordinary = 1 << 12;
    public const uint Present = 1 << 15;
    public const uint Long = 1 << 21;
    public const uint Big = 1 << 22;
    public const uint Granularity = 1 << 23;

    /// <summary>Writable data, accessed, present: what real mode has.</summary>
    public const uint RealMode = Present | Ordinary | ReadWrite | Accessed;

    public static uint Dpl(uint attributes) => attributes >> 13 & 3;

    /// <summary>Type field with the S bit above it, 0 to 31; system types are below 16.</summary>
    public static uint Type(uint attributes) => attributes >> 8 & 31;
}
