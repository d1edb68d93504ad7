using System.Buffers.Binary;
using ReplayEmu.Cpu.Power.Mmu;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power;

/// <content>Effective to physical for debuggers: tables in RAM only, and neither TLB nor reference bits are touched.</content>
public sealed unsafe partial class PowerCpu
{
    /// <inheritdoc/>
    public bool TryTranslate(ulong linear, out ulong physical)
    {
        linear = NarrowIp(linear);
        physical = linear & RealMask;
        if ((State->Msr & MsrBits.Dr) == 0)
        {
            return true;
        }

        if ((State->Lpcr & LpcrBits.Hr) != 0)
        {
            if (FindRadix(linear, out _, out var leaf, out var page) != 0)
            {
                return false;
            }

            physical = page | (linear & 0xfff);
            return leaf != 0;
        }

        var segment = FindSegment(linear);
        if (segment < 0 || FindHashed(linear, slb->Virtual[segment], out var shift) is var entry && entry == NotFound)
        {
            return false;
        }

        var mask = (1UL << shift) - 1;
        physical = (HashedPages!.Second(entry) & HashedEntry.Page & ~mask) | (linear & mask);
        return true;
    }

    /// <summary>A doubleword of a table; tables that are not in memory hold nothing.</summary>
    private ulong ReadTable(ulong address)
    {
        var page = machine.Memory.ResolveReadPage(address, out _, out _);
        return page == null ? 0 : BinaryPrimitives.ReverseEndianness(*(ulong*)(page + (address & 0xff8)));
    }
}
