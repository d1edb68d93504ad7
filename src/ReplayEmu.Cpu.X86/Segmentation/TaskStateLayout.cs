using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Segmentation;

/// <summary>
/// Where the two kinds of task state segment keep what a task switch saves and loads (SDM volume 3, figures 8-2 and 8-10). Both have
/// instruction pointer, flags, eight general and some segment registers in a row; they differ in width and in what is around.
/// </summary>
internal readonly struct TaskStateLayout
{
    public const uint PageDirectory = 28;
    public const uint TrapWord = 100;

    private TaskStateLayout(int size, uint start, int segments, uint limit)
    {
        Size = size;
        Ip = start;
        Segments = segments;
        MinimumLimit = limit;
    }

    /// <summary>Bytes of a general register: 2 in the 80286's, 4 in the 80386's.</summary>
    public int Size { get; }

    /// <summary>Offset of IP or EIP.</summary>
    public uint Ip { get; }

    /// <summary>Segment registers from ES on: 4, or 6 with FS and GS.</summary>
    public int Segments { get; }

    /// <summary>Smallest limit that a task switch accepts.</summary>
    public uint MinimumLimit { get; }

    public bool IsWide => Size == 4;

    public uint Flags => Ip + (uint)Size;

    public uint Ldt => Segment(Segments);

    /// <summary>The layout that a descriptor type (1, 3: 80286, 9, 11: 80386) stands for.</summary>
    public static TaskStateLayout Of(uint attributes) =>
        (attributes & DescriptorBits.Code) != 0 ? new(4, 32, 6, 103) : new(2, 14, 4, 43);

    public uint General(int register) => Flags + (uint)(Size * (1 + register));

    public uint Segment(int segment) => Flags + (uint)(Size * (9 + segment));
}
