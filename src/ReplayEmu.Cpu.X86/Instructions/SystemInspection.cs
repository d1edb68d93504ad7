using System.Numerics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.State;
using Vector = ReplayEmu.Cpu.X86.Exceptions.Vector;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>LAR LSL VERR VERW ARPL: looking at descriptors. Not in real and virtual-8086 mode.</summary>
internal static unsafe class SystemInspection
{
    [Executes<ushort>(Code.Lar_r16_rm16)]
    [Executes<uint>(Code.Lar_r32_r32m16)]
    [Executes<ulong>(Code.Lar_r64_r64m16)]
    public static DecodedOp* Lar<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace
    {
        if (!Look<TPlace>(s, op, cpu, out var found, out var access, out _, out _, out _))
        {
            return null;
        }

        // Valid system types: TSS, LDT, call gates and task gate; in long mode those that exist there.
        var types = cpu.IsLong ? 0b0001_1010_0000_0100u : 0b0001_1010_0011_1110;
        var valid = found && ((access & DescriptorBits.Ordinary) != 0 || IsOneOf(access, types));
        if (valid)
        {
            Registers.Write(s, op->Reg, T.CreateTruncating(access));
        }

        LazyFlags.SetZero(s, valid);
        return op + 1;
    }

    [Executes<ushort>(Code.Lsl_r16_rm16)]
    [Executes<uint>(Code.Lsl_r32_r32m16)]
    [Executes<ulong>(Code.Lsl_r64_r64m16)]
    public static DecodedOp* Lsl<T, TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
        where TPlace : struct, IPlace
    {
        if (!Look<TPlace>(s, op, cpu, out var found, out var access, out var limit, out _, out _))
        {
            return null;
        }

        // Of the system types only TSS and LDT have a limit.
        var types = cpu.IsLong ? 0b0000_1010_0000_0100u : 0b0000_1010_0000_1110;
        var valid = found && ((access & DescriptorBits.Ordinary) != 0 || IsOneOf(access, types));
        if (valid)
        {
            Registers.Write(s, op->Reg, T.CreateTruncating(limit));
        }

        LazyFlags.SetZero(s, valid);
        return op + 1;
    }

    [Executes(Code.Verr_rm16, Code.Verr_r32m16, Code.Verr_r64m16)]
    public static DecodedOp* Verr<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Look<TPlace>(s, op, cpu, out var found, out _, out _, out var readable, out _))
        {
            return null;
        }

        LazyFlags.SetZero(s, found && readable);
        return op + 1;
    }

    [Executes(Code.Verw_rm16, Code.Verw_r32m16, Code.Verw_r64m16)]
    public static DecodedOp* Verw<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!Look<TPlace>(s, op, cpu, out var found, out _, out _, out _, out var writable))
        {
            return null;
        }

        LazyFlags.SetZero(s, found && writable);
        return op + 1;
    }

    [Executes(Code.Arpl_rm16_r16, Code.Arpl_r32m16_r32)]
    public static DecodedOp* Arpl<TPlace>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where TPlace : struct, IPlace
    {
        if (!cpu.IsProtected)
        {
            return cpu.Fault(op, Vector.InvalidOpcode);
        }

        if (!TPlace.BeginModify<ushort>(s, op, cpu, out var selector, out var host))
        {
            return null;
        }

        var wanted = Registers.Read<ushort>(s, op->Reg) & 3;
        var raised = (selector & 3) < wanted;
        TPlace.EndModify(s, op, cpu, host, raised ? (ushort)((selector & 0xfffc) | wanted) : selector);
        LazyFlags.SetZero(s, raised);
        return op + 1;
    }

    private static bool IsOneOf(uint access, uint types) => (types >> (int)(access >> 8 & 15) & 1) != 0;

    /// <summary>False after a fault, with null to be returned.</summary>
    private static bool Look<TPlace>(
        X86State* s,
        DecodedOp* op,
        X86Cpu cpu,
        out bool found,
        out uint access,
        out uint limit,
        out bool readable,
        out bool writable
    )
        where TPlace : struct, IPlace
    {
        (found, access, limit, readable, writable) = (false, 0, 0, false, false);
        if (!cpu.IsProtected)
        {
            cpu.Fault(op, Vector.InvalidOpcode);
            return false;
        }

        if (!TPlace.Read<ushort>(s, op, cpu, out var selector))
        {
            return false;
        }

        found = cpu.At(op).Inspect(selector, out access, out limit, out readable, out writable);
        return !cpu.IsFaultPending || cpu.Faulted(op);
    }
}
