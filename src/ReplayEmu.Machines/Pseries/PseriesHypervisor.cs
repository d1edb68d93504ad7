using System.Buffers.Binary;
using ReplayEmu.Cpu.Power;
using ReplayEmu.Devices.Pseries.Papr;
using ReplayEmu.Devices.Pseries.Rtas;
using ReplayEmu.Devices.Pseries.Tce;
using ReplayEmu.Devices.Pseries.Vty;
using ReplayEmu.Devices.Pseries.Xics;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machines.Pseries.Firmware;
using Call = ReplayEmu.Devices.Pseries.Papr.Hypercall;

namespace ReplayEmu.Machines.Pseries;

/// <summary>
/// The hypercalls (PAPR 2.8.2, chapter 14). One that is not served answers H_Function, as PAPR has it for those that
/// <c>ibm,hypertas-functions</c> does not list; each call is an interaction, with its number as address and its result as value.
/// </summary>
internal sealed unsafe class PseriesHypervisor(
    VirtualMachine machine,
    SpaprVty vty,
    SpaprRtas rtas,
    XicsDevice xics,
    SpaprTce tce,
    PageTableCalls pages,
    ProcessorCalls processor,
    Negotiation negotiation,
    IBuiltInFirmware? firmware
) : IHypervisor
{
    /// <summary>Physical addresses have 60 bits.</summary>
    private const ulong AddressMask = (1UL << 60) - 1;

    /// <summary>Most bytes that one memory operation moves: a frame buffer's worth.</summary>
    private const ulong MaxMove = 64 << 20;
    private const ulong ProblemState = 1UL << 14;
    private const uint TreeMagic = 0xd00dfeed;
    private readonly ushort source = machine.Observation.Register("hypervisor");

    public void Hypercall(PowerCpu cpu)
    {
        var r = cpu.State->Gpr;
        var number = r[3];
        var result = (cpu.State->Msr & ProblemState) != 0 ? HypercallStatus.Privilege : Serve(cpu, number, r);
        r[3] = (ulong)result;
        machine.Observation.Report(InteractionKind.Hypercall, source, number, 8, (ulong)result);
    }

    private long Serve(PowerCpu cpu, ulong number, ulong* r) =>
        number switch
        {
            Call.PutTermChar => vty.Put(r[4], r[5], r[6], r[7]),
            Call.GetTermChar => vty.Get(r[4], out r[4], out r[5], out r[6]),
            // The register is there on POWER7 only, and breaks nothing when it is accepted without effect.
            Call.SetDabr or Call.SetXdabr => cpu.Model.Level == Cpu.Power.Model.IsaLevel.V206
                ? HypercallStatus.Success
                : HypercallStatus.Hardware,
            Call.LogicalCiLoad => Load(r[4], r[5], ref r[4]),
            Call.LogicalCiStore => Store(r[4], r[5], r[6]),
            // There are no caches.
            Call.LogicalInstructionInvalidate or Call.LogicalDataFlush => HypercallStatus.Success,
            Call.Rtas => rtas.Call(r[4] & AddressMask),
            Call.LogicalMemop => Move(r[4] & AddressMask, r[5] & AddressMask, r[6], r[7], r[8]),
            Call.ClientArchitectureSupport => negotiation.Call(cpu, r[4] & AddressMask, r[5] & AddressMask, r[6]),
            IBuiltInFirmware.CallNumber when firmware is not null => firmware.Call(cpu),
            Call.UpdateTree => BinaryPrimitives.ReverseEndianness((uint)machine.Memory.Read(r[4] & AddressMask, 4))
            == TreeMagic
                ? HypercallStatus.Success
                : HypercallStatus.Parameter,
            Call.Enter => pages.Enter(r),
            Call.Remove => pages.Remove(cpu, r),
            Call.BulkRemove => pages.RemoveMany(cpu, r),
            Call.Protect => pages.Protect(cpu, r),
            Call.Read => pages.Read(r),
            _ => ServeDevices(cpu, number, r),
        };

    private long ServeDevices(PowerCpu cpu, ulong number, ulong* r)
    {
        switch (number)
        {
            case Call.GetTce:
                return tce.Get(r[4], r[5], ref r[4]);
            case Call.PutTce:
                return tce.Fill(r[4], r[5], r[6], 1);
            case Call.StuffTce:
                return tce.Fill(r[4], r[5], r[6], r[7]);
            case Call.PutTceIndirect:
                return tce.Copy(r[4], r[5], r[6] & AddressMask, r[7]);
            case Call.EndOfInterrupt:
                return xics.End(r[4]);
            case Call.ProcessorPriority:
                return xics.SetPriority(r[4]);
            case Call.InterruptProcessor:
                return xics.Request(r[4], r[5]);
            case Call.PollInterrupt:
                r[4] = xics.Poll(out var request);
                r[5] = request;
                return HypercallStatus.Success;
            case Call.AcceptInterrupt:
                r[4] = xics.Accept();
                return HypercallStatus.Success;
            case Call.AcceptInterruptWithTime:
                r[4] = xics.Accept();
                r[5] = cpu.Timebase;
                return HypercallStatus.Success;
            default:
                return ServeProcessor(cpu, number, r);
        }
    }

    private long ServeProcessor(PowerCpu cpu, ulong number, ulong* r)
    {
        switch (number)
        {
            case Call.SetMode:
                return processor.SetMode(cpu, r[4], r[5], r[6], r[7]);
            case Call.RegisterVpa:
                return processor.RegisterVpa(r[4], r[5], r[6] & AddressMask);
            case Call.RegisterProcessTable:
                return processor.RegisterProcessTable(cpu, r[4], r[5], r[6], r[7]);
            case Call.SetSprg0:
                cpu.State->Sprg[0] = r[4];
                return HypercallStatus.Success;
            case Call.Cede:
                cpu.Cede();
                return HypercallStatus.Success;
            case Call.Confer:
            case Call.Prod:
                // The only processor is the caller.
                return HypercallStatus.Success;
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
