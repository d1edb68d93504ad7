using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Segmentation;

/// <summary>An 8-byte descriptor as it is in a table.</summary>
internal readonly struct Descriptor(ulong bits, ulong address)
{
    public uint Low => (uint)bits;

    public uint High => (uint)(bits >> 32);

    /// <summary>Linear address of the descriptor.</summary>
    public ulong Address => address;

    public uint Attributes => High & DescriptorBits.Mask;

    public uint Base => (Low >> 16) | (High << 16 & 0xff0000) | (High & 0xff000000);

    /// <summary>Last valid offset, scaled by G.</summary>
    public uint Limit
    {
        get
        {
            var limit = (Low & 0xffff) | (High & 0xf0000);
            return (High & DescriptorBits.Granularity) != 0 ? (limit << 12) | 0xfff : limit;
        }
    }

    /// <summary>Of code: 64-bit, in long mode.</summary>
    public bool IsLong => (High & DescriptorBits.Long) != 0;

    /// <summary>32-bit code or stack.</summary>
    public bool IsBig => (High & DescriptorBits.Big) != 0;

    /// <summary>Of an interrupt gate in long mode: entry of the interrupt stack table, or 0.</summary>
    public uint StackNumber => High & 7;

    public bool IsPresent => (High & DescriptorBits.Present) != 0;

    public bool IsOrdinary => (High & DescriptorBits.Ordinary) != 0;

    public bool IsCode =>
        (High & (DescriptorBits.Ordinary | DescriptorBits.Code)) == (DescriptorBits.Ordinary | DescriptorBits.Code);

    public bool IsConforming => (High & DescriptorBits.DownConforming) != 0;

    /// <summary>Code that may be read, or any data.</summary>
    public bool IsReadable => IsOrdinary && (!IsCode || (High & DescriptorBits.ReadWrite) != 0);

    public bool IsWritableData => IsOrdinary && !IsCode && (High & DescriptorBits.ReadWrite) != 0;

    /// <summary>An available or busy task state segment, or a task gate.</summary>
    public bool IsTask => !IsOrdinary && SystemType is 1 or 3 or 5 or 9 or 11;

    public uint Dpl => DescriptorBits.Dpl(High);

    /// <summary>System type, 0 to 15.</summary>
    public uint SystemType => High >> 8 & 15;

    /// <summary>Of a gate: the code segment it leads to.</summary>
    public ushort GateSelector => (ushort)(Low >> 16);

    /// <summary>Of a 32-bit gate; 16-bit ones have the low half.</summary>
    public uint GateOffset32 => (Low & 0xffff) | (High & 0xffff0000);
}
