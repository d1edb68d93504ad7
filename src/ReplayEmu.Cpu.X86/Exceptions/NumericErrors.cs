using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Machine.Interrupts;

namespace ReplayEmu.Cpu.X86;

/// <content>
/// The MS-DOS way of x87 exceptions, CR0.NE clear (SDM volume 3, 2.5; volume 1, appendix D): the waiting instruction behind an
/// unmasked exception asserts FERR#, which the board makes an interrupt request, and freezes until an interrupt comes. IGNNE# lets it
/// go on; here that pin is remembered until the exception flags are clear, as boards do.
/// </content>
public sealed unsafe partial class X86Cpu
{
    /// <summary>FERR#: high from when an instruction waits for an x87 exception to be reported from outside until IGNNE# lets it go on.</summary>
    public IrqLine? NumericError { get; set; }

    /// <summary>Time passes, the instruction is tried again. QEMU does not freeze: there the instruction is executed.</summary>
    private DecodedOp* WaitForNumericError(DecodedOp* op)
    {
        SyncClock(op);
        NumericError?.Set(true);
        State->Rip = IpOf(op);
        remaining += op->Left - 1;
        return null;
    }
}
