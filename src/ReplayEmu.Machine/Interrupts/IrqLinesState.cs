using System.Runtime.CompilerServices;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Machine.Interrupts;

/// <summary>Levels of all interrupt lines, one bit a line.</summary>
[StateStruct("irq-lines")]
public partial struct IrqLinesState
{
    public IrqLineLevels Level;
}

[InlineArray(IrqLines.MaxLines / 64)]
public struct IrqLineLevels
{
    private ulong first;
}
