using BenchmarkDotNet.Attributes;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machines;

namespace ReplayEmu.Benchmarks;

/// <summary>Ten million instructions of the built-in mixed loop: loads, stores, branches, calls.</summary>
public class InterpreterBenchmark
{
    private const ulong Instructions = 10_000_000;
    private VirtualMachine machine = null!;

    [IterationSetup]
    public void Build()
    {
        var parts = new BenchmarkMachine("bench");
        machine = new MachineCatalogue().Build(parts.Config, parts, new NoInputs(), new NoOutputs());
    }

    [IterationCleanup]
    public void Free() => machine.Dispose();

    [Benchmark]
    public StopReason Run() => machine.Run(Instructions);
}
