namespace ReplayEmu.Machine.Cpu;

/// <summary>A register as debuggers see it.</summary>
/// <param name="Name">As gdb calls it, for example <c>eax</c> or <c>cr0</c>.</param>
/// <param name="Bits">Size, a multiple of 8, at most 128.</param>
/// <param name="Type">gdb's type, for example <c>int32</c>, <c>data_ptr</c>, <c>i387_ext</c>.</param>
/// <param name="Feature">gdb's target feature that it belongs to, for example <c>org.gnu.gdb.i386.core</c>.</param>
public sealed record DebugRegister(string Name, int Bits, string Type, string Feature)
{
    /// <summary>gdb's name of the architecture whose description it belongs to: a CPU can have several.</summary>
    public required string Architecture { get; init; }
}
