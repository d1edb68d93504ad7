using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Cpu.X86.Tests.Fuzz;

/// <summary>Answers at every port and in a page of registers, so that recordings hold what the instructions do there.</summary>
internal sealed class ByteFuzzBus : IBusDevice
{
    public ulong Read(ulong offset, int size) => (offset + 1) * 0x9e3779b97f4a7c15 >> 24;

    public void Write(ulong offset, int size, ulong value) { }
}
