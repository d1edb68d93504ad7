using Iced.Intel;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Guests.Assembly;

/// <summary>What a firmware must do to the local APIC for the 8259A's interrupts to arrive.</summary>
internal static class LocalApic
{
    /// <summary>
    /// A processor with a local APIC: enabled, and its LINT0 pin as the way in for the 8259A, LINT1 as NMI (MultiProcessor
    /// Specification 1.4, section 3.6.2.2, virtual wire mode).
    /// </summary>
    public static void ConnectInterruptController(Assembler code)
    {
        const int SpuriousVector = unchecked((int)0xFEE0_00F0);
        const int Lint0 = unchecked((int)0xFEE0_0350);
        const int Lint1 = unchecked((int)0xFEE0_0360);
        var absent = code.CreateLabel();
        code.mov(eax, 1);
        code.cpuid();
        code.test(edx, 1 << 9);
        code.je(absent);
        code.mov(__dword_ptr[SpuriousVector], 0x1FF);
        code.mov(__dword_ptr[Lint0], 0x8700);
        code.mov(__dword_ptr[Lint1], 0x8400);
        code.Label(ref absent);
        code.nop();
    }
}
