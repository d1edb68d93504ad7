using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Mmu;

/// <summary>Memory operands of more than 8 bytes: checked as a whole, so that a fault leaves nothing half written.</summary>
internal static unsafe class WideAccess
{
    /// <summary>False after recording the fault that a write of so many bytes would meet.</summary>
    public static bool MayWrite(X86State* s, DecodedOp* op, X86Cpu cpu, int size)
    {
        var address = DecodedOp.EffectiveAddress(s, op);
        return Access.Direct(s, cpu, op->Segment, address, (ulong)size, write: true) != null
            || cpu.MayWrite(op, op->Segment, address, size);
    }

    /// <summary>After <see cref="MayWrite"/>: cannot fault.</summary>
    public static void WriteTen(X86State* s, DecodedOp* op, X86Cpu cpu, ulong low, ushort high)
    {
        var address = DecodedOp.EffectiveAddress(s, op);
        Access.Write(s, op, cpu, op->Segment, address, low);
        Access.Write(s, op, cpu, op->Segment, (address + 8) & op->AddressMask, high);
    }

    /// <summary>After <see cref="MayWrite"/>: cannot fault.</summary>
    public static void Write(X86State* s, DecodedOp* op, X86Cpu cpu, int offset, ulong value) =>
        Access.Write(
            s,
            op,
            cpu,
            op->Segment,
            (DecodedOp.EffectiveAddress(s, op) + (ulong)offset) & op->AddressMask,
            value
        );

    /// <summary>Eight bytes of the operand; false after a fault.</summary>
    public static bool Read(X86State* s, DecodedOp* op, X86Cpu cpu, int offset, out ulong value) =>
        Access.Read(
            s,
            op,
            cpu,
            op->Segment,
            (DecodedOp.EffectiveAddress(s, op) + (ulong)offset) & op->AddressMask,
            out value
        );
}
