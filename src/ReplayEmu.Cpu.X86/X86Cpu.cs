using System.Runtime.InteropServices;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Mmu;
using ReplayEmu.Cpu.X86.State;
using ReplayEmu.Machine;

namespace ReplayEmu.Cpu.X86;

/// <summary>An x86 CPU with its interpreter.</summary>
public sealed unsafe partial class X86Cpu
{
    private readonly VirtualMachine machine;

    /// <summary>The set of the present privilege level.</summary>
    internal TlbEntry* Tlb;
    private ulong blockIp;
    private ulong end;
    private long remaining;
    private long floor;
    private DecodedOp* current;

    public X86Cpu(VirtualMachine machine, string name)
    {
        this.machine = machine;
        Name = name;
        State = machine.Arena.Add<X86State>(name);
        Tlb = (TlbEntry*)NativeMemory.AlignedAlloc(TlbEntry.Count * (nuint)sizeof(TlbEntry), 64);
        for (var i = 0; i < TlbEntry.Count; i++)
        {
            Tlb[i] = new TlbEntry
            {
                ReadTag = TlbEntry.Invalid,
                WriteTag = TlbEntry.Invalid,
                Addend = 0,
                Reserved = 0,
            };
        }

        (blockIp, end, remaining, floor) = (0, 0, 0, 0);
    }

    public string Name { get; }

    /// <summary>Guest-visible state, in the arena.</summary>
    public X86State* State { get; }

    /// <summary>Records a fault without error code; returns null for the handler to return.</summary>
    internal DecodedOp* Fault(DecodedOp* op, byte vector) => throw new UnimplementedException($"{vector}");

    /// <summary>Records a fault with an error code; returns null for the handler to return.</summary>
    internal DecodedOp* Fault(DecodedOp* op, byte vector, uint errorCode) =>
        throw new UnimplementedException($"{vector}");

    /// <summary>Reads 1, 2 or 4 bytes from an I/O port after the privilege check; false after a fault.</summary>
    internal bool PortRead(DecodedOp* op, ushort port, int size, out uint value) =>
        throw new UnimplementedException($"{port}");

    /// <summary>Writes 1, 2 or 4 bytes to an I/O port after the privilege check; false after a fault.</summary>
    internal bool PortWrite(DecodedOp* op, ushort port, int size, uint value) =>
        throw new UnimplementedException($"{port}");

    internal bool ReadSlow(DecodedOp* op, int segment, ulong ea, int size, out ulong value) =>
        throw new UnimplementedException("memory");

    internal bool WriteSlow(DecodedOp* op, int segment, ulong ea, int size, ulong value) =>
        throw new UnimplementedException("memory");

    internal bool BeginModifySlow(DecodedOp* op, int segment, ulong ea, int size, out ulong value) =>
        throw new UnimplementedException("memory");

    internal void EndModifySlow(DecodedOp* op, int size, ulong value) => throw new UnimplementedException("memory");
}
