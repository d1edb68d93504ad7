using BenchmarkDotNet.Running;

namespace ReplayEmu.Benchmarks;

/// <summary>
/// Micro-benchmarks: <c>dotnet run -c Release --project tests/ReplayEmu.Benchmarks -- --filter '*'</c>. The speed beside QEMU and Bochs
/// is measured by scripts/bench.
/// </summary>
internal static class Program
{
    private static void Main(string[] arguments) =>
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(arguments);
}
