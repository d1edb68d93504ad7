using System.Buffers.Binary;
using ReplayEmu.Cpu.Power;
using ReplayEmu.Devices.Pseries.Papr;
using ReplayEmu.Devices.Pseries.Rtas;
using ReplayEmu.Devices.Pseries.Vty;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Gate;
using Call = ReplayEmu.Devices.Pseries.Papr.Hypercall;

namespace ReplayEmu.Machines.Pseries;

/// <summary>
/// The hypercalls (PAPR 2.8.2, chapter 14). One that is not served answers H_Function, as PAPR has it for those that
/// <c>ibm,hypertas-functions</c> does not list; each call is an interaction, with its number as address and its result as value.
/// </summary>
internal sealed unsafe class PseriesHypervisor(VirtualMachine machine, SpaprVty vty, SpaprRtas rtas) : IHypervisor
{
    /// <summary>Physical addresses have 60 bits.</summary>
    private const ulong AddressMask = (1UL << 60) - 1;

    /// <summary>Most bytes that one memory operation moves: a frame buffer's worth.</summary>
    private const ulong MaxMove = 64 << 20;
    private const ulong ProblemState = 1UL << 14;
    private readonly ushort source = machine.Observation.Register("hypervisor");

    public void Hypercall(PowerCpu cpu)
    {
        var r = cpu.State->Gpr;
        var number = r[3];
        var result = (cpu.State->Msr & ProblemState) != 0 ? HypercallStatus.Privilege : Serve(number, r);
        r[3] = (ulong)result;
        machine.Observation.Report(InteractionKind.Hypercall, source, number, 8, (ulong)result);
    }

    private long Serve(ulong number, ulong* r)
    {
        switch (number)
        {
            case Call.PutTermChar:
                return vty.Put(r[4], r[5], r[6], r[7]);
            case Call.GetTermChar:
                return vty.Get(r[4], out r[4], out r[5], out r[6]);
            case Call.SetDabr:
                // The register is not there from POWER8 on.
                return HypercallStatus.Hardware;
            case Call.LogicalCiLoad:
                return Load(r[4], r[5], ref r[4]);
            case Call.LogicalCiStore:
                return Store(r[4], r[5], r[6]);
            case Call.Rtas:
                return rtas.Call(r[4] & AddressMask);
            case Call.LogicalMemop:
                return Move(r[4] & AddressMask, r[5] & AddressMask, r[6], r[7], r[8]);
            default:
                return HypercallStatus.Function;
        }
    }

    /// <summary>Cache-inhibited load, big-endian as the processor's own would be.</summary>
    private long Load(ulong size, ulong address, ref ulong value)
    {
        if (size is not (1 or 2 or 4 or 8))
        {
            return HypercallStatus.Parameter;
        }

        value = Swapped(machine.Memory.Read(address & AddressMask, (int)size), (int)size);
        return HypercallStatus.Success;
    }

    private long Store(ulong size, ulong address, ulong value)
    {
        if (size is not (1 or 2 or 4 or 8))
        {
            return HypercallStatus.Parameter;
        }

        machine.Memory.Write(address & AddressMask, (int)size, Swapped(value, (int)size));
        return HypercallStatus.Success;
    }

    /// <summary>QEMU's: copies (operation 0) or inverts (operation 1) elements of 1 to 8 bytes, in the order that overlap needs.</summary>
    private long Move(ulong to, ulong from, ulong sizeLog, ulong count, ulong operation)
    {
        if (sizeLog > 3 || operation > 1 || count > MaxMove >> (int)sizeLog)
        {
            return HypercallStatus.Parameter;
        }

        var size = 1 << (int)sizeLog;
        var mask = (ulong)size - 1;
        if (((to | from) & mask) != 0)
        {
            return HypercallStatus.Parameter;
        }

        var backwards = from < to;
        for (ulong i = 0; i < count; i++)
        {
            var offset = (backwards ? count - 1 - i : i) * (ulong)size;
            var value = machine.Memory.Read(from + offset, size);
            machine.Memory.Write(to + offset, size, operation == 1 ? ~value : value);
        }

        return HypercallStatus.Success;
    }

    private static ulong Swapped(ulong value, int size) =>
        BinaryPrimitives.ReverseEndianness(value) >> (64 - (8 * size));
}
