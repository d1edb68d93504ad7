using ReplayEmu.Guests.Assembly;

namespace ReplayEmu.Guests.Demo;

/// <summary>What all parts of the demo kernel use, and its variables in RAM.</summary>
internal sealed class KernelParts
{
    /// <summary>First node of the firmware's tree.</summary>
    public const int Tree = 0x19_0000;

    public const int RamBytes = 0x19_0004;

    /// <summary>Timer interrupts since the timer was started.</summary>
    public const int Ticks = 0x19_0008;

    /// <summary>Cells of an address and of a size, as found in the tree.</summary>
    public const int AddressCells = 0x19_000C;

    public const int SizeCells = 0x19_0010;

    /// <summary>Entries of the memory map.</summary>
    public const int RangeCount = 0x19_0014;

    /// <summary>The memory map: 16 bytes an entry, address and size; at most <see cref="MaximumRanges"/>.</summary>
    public const int Ranges = 0x19_0100;

    public const int MaximumRanges = 32;

    public KernelParts(Segment segment)
    {
        Console = new ConsoleRoutines(segment, ConsoleKind.Serial);
        Pci = new PciRoutines(segment);
        Symbols = new KernelSymbols(segment, Console);
    }

    public ConsoleRoutines Console { get; }

    public PciRoutines Pci { get; }

    public KernelSymbols Symbols { get; }

    public void Emit()
    {
        Symbols.Emit();
        Console.Emit();
        Pci.Emit();
    }
}
