namespace ReplayEmu.Cpu.X86.State;

/// <summary>Bits of EFLAGS (SDM volume 1, 3.4.3).</summary>
public static class Eflag
{
    public const uint Carry = 1 << 0;
    public const uint AlwaysSet = 1 << 1;
    public const uint Parity = 1 << 2;
    public const uint Adjust = 1 << 4;
    public const uint Zero = 1 << 6;
    public const uint Sign = 1 << 7;
    public const uint Trap = 1 << 8;
    public const uint Interrupt = 1 << 9;
    public const uint Direction = 1 << 10;
    public const uint Overflow = 1 << 11;
    public const uint IoPrivilege = 3 << 12;
    public const uint NestedTask = 1 << 14;
    public const uint Resume = 1 << 16;
    public const uint Virtual8086 = 1 << 17;
    public const uint AlignmentCheck = 1 << 18;
    public const uint VirtualInterrupt = 1 << 19;
    public const uint VirtualInterruptPending = 1 << 20;
    public const uint Identification = 1 << 21;

    /// <summary>The six flags that <c>Flags/LazyFlags</c> keeps.</summary>
    public const uint Arithmetic = Carry | Parity | Adjust | Zero | Sign | Overflow;
}
