using System.Numerics;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Mmu;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions.Vmx;

/// <summary>Vector loads and stores (Book I, 6.7): the address is aligned to the element's size.</summary>
internal static unsafe class VectorStorage
{
    [Pattern("lvx", "011111 vt ra0 rb 0001100111 -", Facility = Facility.Vector)]
    [Pattern("lvxl", "011111 vt ra0 rb 0101100111 -", Facility = Facility.Vector)]
    public static DecodedOp* Load<TEndian, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing
    {
        if (!Quadword.Read<TEndian, TMode>(op, cpu, Indexed.Of<TMode>(s, op) & ~15UL, out var value))
        {
            return null;
        }

        Quadword.At(s, op->T) = value;
        return op + 1;
    }

    [Pattern("stvx", "011111 vs ra0 rb 0011100111 -", Facility = Facility.Vector)]
    [Pattern("stvxl", "011111 vs ra0 rb 0111100111 -", Facility = Facility.Vector)]
    public static DecodedOp* Store<TEndian, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing =>
        Quadword.Write<TEndian, TMode>(op, cpu, Indexed.Of<TMode>(s, op) & ~15UL, Quadword.At(s, op->T))
            ? op + 1
            : null;

    /// <summary>The element that the address selects; the others are undefined and stay, as with QEMU.</summary>
    [Pattern<byte>("lvebx", "011111 vt ra0 rb 0000000111 -", Facility = Facility.Vector)]
    [Pattern<ushort>("lvehx", "011111 vt ra0 rb 0000100111 -", Facility = Facility.Vector)]
    [Pattern<uint>("lvewx", "011111 vt ra0 rb 0001000111 -", Facility = Facility.Vector)]
    public static DecodedOp* LoadElement<TLane, TEndian, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TLane : unmanaged, IBinaryInteger<TLane>
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing
    {
        var address = Indexed.Of<TMode>(s, op) & ~((ulong)sizeof(TLane) - 1);
        if (!Access.Read<TLane, TEndian>(op, cpu, address, out var value))
        {
            return null;
        }

        Quadword.Lanes<TLane>(s, op->T)[Lane<TLane, TEndian>(address)] = value;
        return op + 1;
    }

    [Pattern<byte>("stvebx", "011111 vs ra0 rb 0010000111 -", Facility = Facility.Vector)]
    [Pattern<ushort>("stvehx", "011111 vs ra0 rb 0010100111 -", Facility = Facility.Vector)]
    [Pattern<uint>("stvewx", "011111 vs ra0 rb 0011000111 -", Facility = Facility.Vector)]
    public static DecodedOp* StoreElement<TLane, TEndian, TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TLane : unmanaged, IBinaryInteger<TLane>
        where TEndian : struct, IByteOrder
        where TMode : struct, IAddressing
    {
        var address = Indexed.Of<TMode>(s, op) & ~((ulong)sizeof(TLane) - 1);
        var value = Quadword.Lanes<TLane>(s, op->T)[Lane<TLane, TEndian>(address)];
        return Access.Write<TLane, TEndian>(op, cpu, address, value) ? op + 1 : null;
    }

    [Pattern("lvsl", "011111 vt ra0 rb 0000000110 -", Facility = Facility.Vector)]
    public static DecodedOp* ShiftLeftControl<TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TMode : struct, IAddressing => Control(s, op, (int)(Indexed.Of<TMode>(s, op) & 15));

    [Pattern("lvsr", "011111 vt ra0 rb 0000100110 -", Facility = Facility.Vector)]
    public static DecodedOp* ShiftRightControl<TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TMode : struct, IAddressing => Control(s, op, 16 - (int)(Indexed.Of<TMode>(s, op) & 15));

    [Pattern("mfvscr", "000100 vt ----- ----- 11000000100", Facility = Facility.Vector)]
    public static DecodedOp* GetStatus(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        Quadword.At(s, op->T) = s->Vscr;
        return op + 1;
    }

    /// <summary>NJ and SAT; other bits are not there.</summary>
    [Pattern("mtvscr", "000100 ----- ----- vb 11001000100", Facility = Facility.Vector)]
    public static DecodedOp* SetStatus(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        s->Vscr = (uint)Operand.B(s, op) & 0x00010001;
        return op + 1;
    }

    /// <summary>Bytes that count up from a number.</summary>
    private static DecodedOp* Control(PowerCpuState* s, DecodedOp* op, int first)
    {
        var t = Quadword.Lanes<byte>(s, op->T);
        for (var i = 0; i < 16; i++)
        {
            t[15 - i] = (byte)(first + i);
        }

        return op + 1;
    }

    private static int Lane<TLane, TEndian>(ulong address)
        where TLane : unmanaged
        where TEndian : struct, IByteOrder
    {
        var lane = (int)(address & 15) / sizeof(TLane);
        return TEndian.IsLittle ? lane : (16 / sizeof(TLane)) - 1 - lane;
    }
}
