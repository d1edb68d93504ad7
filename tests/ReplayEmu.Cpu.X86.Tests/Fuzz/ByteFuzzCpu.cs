using ReplayEmu.Machine.Cpu;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Cpu.X86.Tests.Fuzz;

/// <summary>A CPU that a start from outside can wake from everything, also from HLT without interrupts.</summary>
internal sealed class ByteFuzzCpu(X86Cpu cpu) : ICpu
{
    public string Name => cpu.Name;

    public bool IsHalted => cpu.IsHalted;

    public bool CanWake => true;

    public ulong ProgramCounter => cpu.ProgramCounter;

    public void Reset() => cpu.Reset();

    public CpuStop Run(ulong budget) => cpu.Run(budget);

    public void RequestStop() => cpu.RequestStop();

    public void MemoryMapChanged() => cpu.MemoryMapChanged();

    public void RevokeWriteAccess() => cpu.RevokeWriteAccess();

    public void CodePageWritten(MemoryBlock block, ulong page) => cpu.CodePageWritten(block, page);

    public void StateReplaced() => cpu.StateReplaced();
}
