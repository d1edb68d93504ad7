using ReplayEmu.Cpu.X86.Tests.Fuzz;
using ReplayEmu.Cpu.X86.Tests.Oracle;

namespace ReplayEmu.Cpu.X86.Tests;

/// <summary>What <c>scripts/isa-fuzz</c>, <c>scripts/isa-vectors</c> and <c>scripts/byte-fuzz</c> run.</summary>
internal static class Program
{
    public static int Main(string[] args) =>
        args is ["bytes", .. var rest] ? ByteFuzzCommand.Main(rest) : IsaFuzz.Main(args);
}
