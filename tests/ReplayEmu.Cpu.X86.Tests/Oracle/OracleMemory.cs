namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>Where host and guest have code and data, and the selectors of a Linux process.</summary>
internal static class OracleMemory
{
    public const int Base = 0x2000_0000;
    public const int Size = 0x10000;

    /// <summary>Data from <see cref="Base"/>, all of which is compared.</summary>
    public const int DataSize = 0x1000;

    /// <summary>Memory operands start here...</summary>
    public const int FirstTarget = Base + 0x400;

    /// <summary>...to here, so that strings and bit strings stay inside.</summary>
    public const int LastTarget = Base + 0x800;

    /// <summary>The stack pointer, with room on both sides.</summary>
    public const int Stack = Base + 0xc00;

    /// <summary>The instruction.</summary>
    public const int Code = Base + 0x8800;

    /// <summary>Where jumps go.</summary>
    public const int Target = Code + 0x40;

    /// <summary>Size of the piece that <see cref="Code"/> begins.</summary>
    public const int CodeSize = 0x80;
    public const ushort CodeSelector32 = 0x23;
    public const ushort CodeSelector64 = 0x33;
    public const ushort DataSelector = 0x2b;
}
