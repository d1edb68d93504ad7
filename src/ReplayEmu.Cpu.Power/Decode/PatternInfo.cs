using System;

namespace ReplayEmu.Cpu.Power.Decode;

/// <summary>A field of a pattern.</summary>
/// <param name="Name">The manual's.</param>
/// <param name="Shift">Position of the last bit, from the least significant one.</param>
/// <param name="Width">Bits.</param>
internal sealed record PatternFieldInfo(string Name, int Shift, int Width)
{
    public uint Get(uint word) => (word >> Shift) & ((1u << Width) - 1);
}

/// <summary>One instruction of the table.</summary>
internal sealed class PatternInfo(
    string name,
    uint mask,
    uint value,
    int facility,
    int since,
    bool privileged,
    bool ends,
    int firstHandler,
    int[] choices,
    PatternFieldInfo[] fields
)
{
    /// <summary>In <c>Choices</c>: by the byte order.</summary>
    public const int ByteOrder = 32;

    /// <summary>In <c>Choices</c>: by MSR.SF.</summary>
    public const int Addressing = 33;

    private readonly OperandRule[] rules = OperandRule.Of(fields);

    public string Name { get; } = name;

    /// <summary>Fixed bits.</summary>
    public uint Mask { get; } = mask;

    public uint Value { get; } = value;

    public Facility Facility { get; } = (Facility)facility;

    public Model.IsaLevel Since { get; } = (Model.IsaLevel)since;

    public bool Privileged { get; } = privileged;

    public bool Ends { get; } = ends;

    public ReadOnlySpan<PatternFieldInfo> Fields => fields;

    public ReadOnlySpan<OperandRule> Rules => rules;

    /// <summary>Number of the handler for a word in a mode.</summary>
    public int HandlerFor(uint word, CodeMode mode)
    {
        var variant = 0;
        for (var i = 0; i < choices.Length; i++)
        {
            var set = choices[i] switch
            {
                ByteOrder => (mode & CodeMode.Little) != 0,
                Addressing => (mode & CodeMode.Wide) != 0,
                _ => (word >> choices[i] & 1) != 0,
            };
            variant |= set ? 1 << i : 0;
        }

        return firstHandler + variant;
    }
}
