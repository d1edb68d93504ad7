using System.Buffers.Binary;
using ReplayEmu.Cpu.Power;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Cpu.Power.State;
using ReplayEmu.Devices.Pseries.Papr;
using ReplayEmu.Machine;

namespace ReplayEmu.Machines.Pseries;

/// <summary>The hypercalls that concern the processor: its modes, its areas in memory, waiting (PAPR 2.8.2, 14.5.4.6 and 14.11).</summary>
internal sealed unsafe class ProcessorCalls(VirtualMachine machine)
{
    private const ulong ResourceAlternateInterrupts = 3;
    private const ulong ResourceByteOrder = 4;

    private const ulong AreaShift = 45;
    private const ulong RegisterArea = 1;
    private const ulong RegisterDispatchLog = 2;
    private const ulong RegisterSlbShadow = 3;
    private const ulong DropArea = 5;
    private const ulong DropSlbShadow = 7;
    private const ulong MinimumArea = 640;
    private const ulong CacheLine = 128;

    /// <summary>In the area: the processor is a shared one.</summary>
    private const ulong SharedOffset = 9;
    private const ulong SharedValue = 2;

    private const ulong Modify = 0x10;
    private const ulong Register = 8;
    private const ulong Radix = 4;
    private const ulong HashedWithTable = 2;
    private const ulong GuestInvalidates = 1;
    private const ulong MaxTableSize = 24;

    private readonly PartitionState* state = machine.Arena.Add<PartitionState>("hypervisor");

    public void Reset() => *state = default;

    /// <summary>H_SET_MODE: flags, resource, two values.</summary>
    public long SetMode(PowerCpu cpu, ulong flags, ulong resource, ulong first, ulong second)
    {
        if (resource is not (ResourceAlternateInterrupts or ResourceByteOrder))
        {
            return HypercallStatus.Parameter2;
        }

        if (resource == ResourceAlternateInterrupts && cpu.Model.Level < IsaLevel.V207)
        {
            return HypercallStatus.Parameter2;
        }

        if (first != 0)
        {
            return HypercallStatus.Parameter3;
        }

        if (second != 0)
        {
            return HypercallStatus.Parameter4;
        }

        if (resource == ResourceByteOrder)
        {
            if (flags > 1)
            {
                return HypercallStatus.UnsupportedFlag;
            }

            cpu.State->Lpcr = (cpu.State->Lpcr & ~LpcrBits.Ile) | (flags != 0 ? LpcrBits.Ile : 0);
            return HypercallStatus.Success;
        }

        if (flags is not (0 or 3))
        {
            return HypercallStatus.UnsupportedFlag;
        }

        cpu.State->Lpcr = (cpu.State->Lpcr & ~(3UL << LpcrBits.AilShift)) | (flags << LpcrBits.AilShift);
        return HypercallStatus.Success;
    }

    /// <summary>H_REGISTER_VPA: flags, processor, address.</summary>
    public long RegisterVpa(ulong flags, ulong processor, ulong address)
    {
        if (processor != 0)
        {
            return HypercallStatus.Parameter;
        }

        switch (flags >> (int)AreaShift & 7)
        {
            case RegisterArea:
                return RegisterMain(address);
            case RegisterSlbShadow:
                if (address == 0 || state->Area == 0)
                {
                    return HypercallStatus.Hardware;
                }

                state->SlbShadow = address;
                return HypercallStatus.Success;
            case RegisterDispatchLog:
                // Kept nowhere: nothing is dispatched, so nothing is logged.
                return state->Area == 0 ? HypercallStatus.Hardware : HypercallStatus.Success;
            case DropArea:
                state->Area = 0;
                return HypercallStatus.Success;
            case DropArea + 1:
                return HypercallStatus.Success;
            case DropSlbShadow:
                state->SlbShadow = 0;
                return HypercallStatus.Success;
            default:
                return HypercallStatus.Parameter;
        }
    }

    /// <summary>H_REGISTER_PROC_TBL: flags, address, page size, table size.</summary>
    public long RegisterProcessTable(PowerCpu cpu, ulong flags, ulong address, ulong pageSize, ulong size)
    {
        if ((flags & ~0x1fUL) != 0)
        {
            return HypercallStatus.Parameter;
        }

        var radix = (flags & Radix) != 0;
        if ((flags & Modify) == 0)
        {
            if (radix != ((cpu.State->Lpcr & LpcrBits.Hr) != 0))
            {
                return HypercallStatus.Parameter;
            }
        }
        else if ((flags & Register) != 0)
        {
            if (!radix || !cpu.Model.HasRadix)
            {
                return HypercallStatus.Parameter;
            }

            if ((address & 0xfff) != 0 || address >> 60 != 0)
            {
                return HypercallStatus.Parameter2;
            }

            if (pageSize != 0)
            {
                return HypercallStatus.Parameter3;
            }

            if (size > MaxTableSize)
            {
                return HypercallStatus.Parameter4;
            }

            cpu.State->ProcessTable = address | size;
        }
        else
        {
            cpu.State->ProcessTable = 0;
        }

        var lpcr = cpu.State->Lpcr & ~(LpcrBits.Uprt | LpcrBits.Hr | LpcrBits.Gtse);
        lpcr |= (flags & (Radix | HashedWithTable)) != 0 ? LpcrBits.Uprt | LpcrBits.Hr : 0;
        lpcr |= (flags & GuestInvalidates) != 0 ? LpcrBits.Gtse : 0;
        cpu.State->Lpcr = lpcr;
        cpu.FlushTlb();
        return HypercallStatus.Success;
    }

    private long RegisterMain(ulong address)
    {
        if (address == 0)
        {
            return HypercallStatus.Hardware;
        }

        var size = BinaryPrimitives.ReverseEndianness((ushort)machine.Memory.Read(address + 4, 2));
        if (address % CacheLine != 0 || size < MinimumArea || (address & 0xfff) + size > 0x1000)
        {
            return HypercallStatus.Parameter;
        }

        state->Area = address;
        machine.Memory.Write(address + SharedOffset, 1, machine.Memory.Read(address + SharedOffset, 1) | SharedValue);
        return HypercallStatus.Success;
    }
}
