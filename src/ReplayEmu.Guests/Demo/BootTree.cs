namespace ReplayEmu.Guests.Demo;

/// <summary>
/// What the demo firmware tells the demo kernel: a flat tree of nodes in RAM, one behind the other, in the spirit of an Open
/// Firmware device tree. Every node is a header of five words and then its <c>reg</c> property, in 32-bit cells.
/// </summary>
internal static class BootTree
{
    /// <summary>In EAX when the kernel is entered; EBX is the first node, EDX the bytes of RAM.</summary>
    public const uint Magic = 0x4545_5254;

    /// <summary>Word 0: the device type. 0 ends the tree.</summary>
    public const int Type = 0;

    /// <summary>Word 1: 0 for children of the root, 1 for children of the PCI host bridge.</summary>
    public const int Parent = 4;

    /// <summary>Word 2: cells of an address in the parent's address space: 2 below the root, 3 below PCI.</summary>
    public const int AddressCells = 8;

    /// <summary>Word 3: cells of a size.</summary>
    public const int SizeCells = 12;

    /// <summary>Word 4: bytes of <c>reg</c>.</summary>
    public const int RegBytes = 16;

    /// <summary>The <c>reg</c> property.</summary>
    public const int Reg = 20;

    /// <summary>Device type of memory, and of PCI functions whose base class says memory controller.</summary>
    public const uint TypeMemory = 0x6D65_6D00;

    public const uint TypePciFunction = 0x7063_6900;

    public const uint TypeEnd = 0;

    /// <summary>The firmware puts the tree this many powers of two below the end of RAM: at 15/16 of it.</summary>
    public const int ShareOfRam = 4;
}
