using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Exceptions;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86;

/// <content>I/O ports with the privilege check (SDM volume 1, 18.5).</content>
public sealed unsafe partial class X86Cpu
{
    /// <summary>Reads 1, 2 or 4 bytes from an I/O port after the privilege check; false after a fault.</summary>
    internal bool PortRead(DecodedOp* op, ushort port, int size, out uint value)
    {
        value = 0;
        SyncClock(op);
        if (!MayAccessPort(port, size))
        {
            return Faulted(op);
        }

        WatchPort(port, size);
        value = (uint)machine.Ports.Read(port, size);
        return true;
    }

    /// <summary>Writes 1, 2 or 4 bytes to an I/O port after the privilege check; false after a fault.</summary>
    internal bool PortWrite(DecodedOp* op, ushort port, int size, uint value)
    {
        SyncClock(op);
        if (!MayAccessPort(port, size))
        {
            return Faulted(op);
        }

        WatchPort(port, size);
        machine.Ports.Write(port, size, value);
        return true;
    }

    private bool MayAccessPort(ushort port, int size)
    {
        if ((State->Cr0 & Cr0Bits.ProtectionEnable) == 0 || (!IsVirtual8086 && State->Cpl <= (State->Eflags >> 12 & 3)))
        {
            return true;
        }

        var tr = X86State.Segment(State, SegmentIndex.Tr);
        if (!HasIoMap(tr))
        {
            return Refuse(Vector.GeneralProtection, 0);
        }

        if (!ReadLinear(tr->Base + 102, 2, user: false, out var map))
        {
            return false;
        }

        // Two bytes are read even when the bits are in one.
        var offset = map + (uint)(port >> 3);
        if (offset + 1 > tr->Limit)
        {
            return Refuse(Vector.GeneralProtection, 0);
        }

        if (!ReadLinear(tr->Base + offset, 2, user: false, out var bits))
        {
            return false;
        }

        var wanted = ((1u << size) - 1) << (port & 7);
        return (bits & wanted) == 0 || Refuse(Vector.GeneralProtection, 0);
    }

    /// <summary>A task state segment of the 80386 that reaches to the map's offset at 102.</summary>
    private static bool HasIoMap(SegmentRegister* tr) =>
        (tr->Attributes & (DescriptorBits.Present | 0x900)) == (DescriptorBits.Present | 0x900) && tr->Limit >= 103;
}
