using System.Numerics;

namespace ReplayEmu.Cpu.X86.Model;

/// <summary>Which CPU of a machine one is, as CPUID tells it.</summary>
/// <param name="Index">Number, 0 is the one that boots.</param>
/// <param name="Cores">Of a package.</param>
/// <param name="Threads">Of a core.</param>
public sealed record CpuPlace(int Index, int Cores, int Threads)
{
    /// <summary>The only one.</summary>
    public static CpuPlace Single { get; } = new(0, 1, 1);

    /// <summary>Logical processors of a package.</summary>
    public uint InPackage => (uint)(Cores * Threads);

    /// <summary>Bits of an APIC number that tell the thread of a core.</summary>
    public int ThreadBits => BitsFor(Threads);

    /// <summary>Bits of an APIC number below the package.</summary>
    public int PackageShift => ThreadBits + BitsFor(Cores);

    /// <summary>Number of the local APIC: package, core and thread, each in as many bits as it needs.</summary>
    public byte ApicId
    {
        get
        {
            var core = Index / Threads;
            return (byte)((core / Cores << PackageShift) | (core % Cores << ThreadBits) | (Index % Threads));
        }
    }

    private static int BitsFor(int count) => 32 - BitOperations.LeadingZeroCount((uint)count - 1);
}
