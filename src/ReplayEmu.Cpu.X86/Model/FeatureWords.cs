namespace ReplayEmu.Cpu.X86.Model;

/// <summary>The feature words of CPUID.</summary>
/// <param name="BasicEdx">Leaf 1 EDX.</param>
/// <param name="BasicEcx">Leaf 1 ECX.</param>
/// <param name="ExtendedEdx">Leaf 0x80000001 EDX.</param>
/// <param name="ExtendedEcx">Leaf 0x80000001 ECX.</param>
/// <param name="StructuredEbx">Leaf 7 EBX.</param>
/// <param name="StructuredEcx">Leaf 7 ECX.</param>
/// <param name="ExtendedStateEax">Leaf 0xD subleaf 1 EAX.</param>
public readonly record struct FeatureWords(
    uint BasicEdx,
    uint BasicEcx = 0,
    uint ExtendedEdx = 0,
    uint ExtendedEcx = 0,
    uint StructuredEbx = 0,
    uint StructuredEcx = 0,
    uint ExtendedStateEax = 0
)
{
    public bool Has(CpuFeature feature) => (Word((int)feature >> 5) >> ((int)feature & 31) & 1) != 0;

    /// <summary>The same words with one feature added or taken away.</summary>
    public FeatureWords With(CpuFeature feature, bool present)
    {
        var bit = 1u << ((int)feature & 31);
        var word = Word((int)feature >> 5);
        word = present ? word | bit : word & ~bit;
        return ((int)feature >> 5) switch
        {
            0 => this with { BasicEdx = word },
            1 => this with { BasicEcx = word },
            2 => this with { ExtendedEdx = word },
            3 => this with { ExtendedEcx = word },
            4 => this with { StructuredEbx = word },
            5 => this with { StructuredEcx = word },
            _ => this with { ExtendedStateEax = word },
        };
    }

    private uint Word(int number) =>
        number switch
        {
            0 => BasicEdx,
            1 => BasicEcx,
            2 => ExtendedEdx,
            3 => ExtendedEcx,
            4 => StructuredEbx,
            5 => StructuredEcx,
            _ => ExtendedStateEax,
        };
}
