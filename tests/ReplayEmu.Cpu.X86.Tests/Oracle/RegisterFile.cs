namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>RAX RCX RDX RBX RSP RBP RSI RDI and RFLAGS; the host's stack pointer is never replaced.</summary>
internal unsafe struct RegisterFile
{
    public const int FlagsOffset = 64;
    public fixed ulong Gpr[8];
    public ulong Flags;
}
