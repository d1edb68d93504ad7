using System.Numerics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Mmu;
using ReplayEmu.Cpu.X86.State;
using Vector = ReplayEmu.Cpu.X86.Exceptions.Vector;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>INVPCID (SDM volume 2).</summary>
internal static unsafe class AddressSpaces
{
    private const ulong OfAddress = 0;
    private const ulong OfSpace = 1;
    private const ulong All = 2;
    private const ulong AllButGlobal = 3;
    private const ulong SpaceMask = 0xfff;

    /// <summary>A single address is invalidated with the rest of its address space, as the manual allows.</summary>
    [Executes<uint>(Code.Invpcid_r32_m128)]
    [Executes<ulong>(Code.Invpcid_r64_m128)]
    public static DecodedOp* Invpcid<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (s->Cpl != 0)
        {
            return cpu.Fault(op, Vector.GeneralProtection, 0);
        }

        if (!WideAccess.Read(s, op, cpu, 0, out var space) || !WideAccess.Read(s, op, cpu, 8, out var linear))
        {
            return null;
        }

        var type = Operand.Get<T>(s, op->Reg);
        var tagged = (s->Cr4 & Cr4Bits.ProcessContextIds) != 0;
        if (
            type > AllButGlobal
            || (space & ~SpaceMask) != 0
            || (type is OfAddress or OfSpace && space != 0 && !tagged)
            || (type == OfAddress && !X86Cpu.IsCanonical(linear))
        )
        {
            return cpu.Fault(op, Vector.GeneralProtection, 0);
        }

        if (type is All or AllButGlobal)
        {
            cpu.FlushTlb();
        }
        else
        {
            cpu.FlushAddressSpace(space);
        }

        return cpu.Leave(op);
    }
}
