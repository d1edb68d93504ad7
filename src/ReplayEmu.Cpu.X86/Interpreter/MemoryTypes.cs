namespace ReplayEmu.Cpu.X86;

/// <content>What may be written to the registers of memory types (SDM volume 3, 11.11 and 11.12); QEMU takes anything.</content>
public sealed unsafe partial class X86Cpu
{
    private const uint PatMsr = 0x277;
    private const uint DefaultTypeMsr = 0x2ff;
    private const uint FirstVariableMsr = 0x200;
    private const uint LastVariableMsr = 0x20f;

    /// <summary>Types of an MTRR: UC WC WT WP WB.</summary>
    private const uint MtrrTypes = 0b0111_0011;

    /// <summary>Types of the PAT: those, and UC-.</summary>
    private const uint PatTypes = 0b1111_0011;

    /// <summary>False when the value has reserved bits or types; true for registers of other kinds.</summary>
    private static bool IsValidMemoryType(uint number, ulong value) =>
        number switch
        {
            PatMsr => AreTypes(value, PatTypes),
            DefaultTypeMsr => (value & ~0xcffUL) == 0 && IsType(value, MtrrTypes),
            0x250 or 0x258 or 0x259 or (>= 0x268 and <= 0x26f) => AreTypes(value, MtrrTypes),
            >= FirstVariableMsr and <= LastVariableMsr => (number & 1) == 0
                ? (value & 0xf00) == 0 && IsType(value, MtrrTypes)
                : (value & 0x7ff) == 0,
            _ => true,
        };

    private static bool AreTypes(ulong value, uint types)
    {
        for (var i = 0; i < 64; i += 8)
        {
            if (!IsType(value >> i, types))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsType(ulong value, uint types) => (value & 0xff) < 8 && (types >> (int)(value & 7) & 1) != 0;
}
