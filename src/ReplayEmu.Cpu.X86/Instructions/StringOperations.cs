using System.Numerics;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.Mmu;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>One iteration of a string instruction.</summary>
internal unsafe interface IStringOperation
{
    /// <summary>REPE and REPNE look at ZF.</summary>
    static abstract bool Compares { get; }

    /// <summary>Moves rSI and rDI only when every access succeeded; false after a fault.</summary>
    static abstract bool Step<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>;
}

internal readonly unsafe struct Movs : IStringOperation
{
    public static bool Compares => false;

    public static bool Step<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (
            !Access.Read<T>(s, op, cpu, op->Segment, StringPointer.Source(s, op), out var value)
            || !Access.Write(s, op, cpu, SegmentIndex.Es, StringPointer.Destination(s, op), value)
        )
        {
            return false;
        }

        StringPointer.Advance<T>(s, op, Registers.Si);
        StringPointer.Advance<T>(s, op, Registers.Di);
        return true;
    }
}

internal readonly unsafe struct Stos : IStringOperation
{
    public static bool Compares => false;

    public static bool Step<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        var value = Registers.Read<T>(s, Operand.A);
        if (!Access.Write(s, op, cpu, SegmentIndex.Es, StringPointer.Destination(s, op), value))
        {
            return false;
        }

        StringPointer.Advance<T>(s, op, Registers.Di);
        return true;
    }
}

internal readonly unsafe struct Lods : IStringOperation
{
    public static bool Compares => false;

    public static bool Step<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (!Access.Read<T>(s, op, cpu, op->Segment, StringPointer.Source(s, op), out var value))
        {
            return false;
        }

        Registers.Write(s, Operand.A, value);
        StringPointer.Advance<T>(s, op, Registers.Si);
        return true;
    }
}

internal readonly unsafe struct Cmps : IStringOperation
{
    public static bool Compares => true;

    public static bool Step<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (
            !Access.Read<T>(s, op, cpu, op->Segment, StringPointer.Source(s, op), out var source)
            || !Access.Read<T>(s, op, cpu, SegmentIndex.Es, StringPointer.Destination(s, op), out var destination)
        )
        {
            return false;
        }

        Cmp.Apply<T>(s, Width.Extend(source), Width.Extend(destination));
        StringPointer.Advance<T>(s, op, Registers.Si);
        StringPointer.Advance<T>(s, op, Registers.Di);
        return true;
    }
}

internal readonly unsafe struct Scas : IStringOperation
{
    public static bool Compares => true;

    public static bool Step<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (!Access.Read<T>(s, op, cpu, SegmentIndex.Es, StringPointer.Destination(s, op), out var value))
        {
            return false;
        }

        Cmp.Apply<T>(s, Operand.Get<T>(s, Operand.A), Width.Extend(value));
        StringPointer.Advance<T>(s, op, Registers.Di);
        return true;
    }
}

/// <summary>The destination is checked for writing before the port is read: a page fault must not lose what a device gave.</summary>
internal readonly unsafe struct Ins : IStringOperation
{
    public static bool Compares => false;

    public static bool Step<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        var address = StringPointer.Destination(s, op);
        var port = (ushort)s->Gpr[Registers.Dx];
        if (
            !Access.BeginModify<T>(s, op, cpu, SegmentIndex.Es, address, out _, out _)
            || !cpu.PortRead(op, port, sizeof(T), out var value)
            // Looked up again: the device may have changed the memory map.
            || !Access.Write(s, op, cpu, SegmentIndex.Es, address, Width.Truncate<T>(value))
        )
        {
            return false;
        }

        StringPointer.Advance<T>(s, op, Registers.Di);
        return true;
    }
}

internal readonly unsafe struct Outs : IStringOperation
{
    public static bool Compares => false;

    public static bool Step<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (
            !Access.Read<T>(s, op, cpu, op->Segment, StringPointer.Source(s, op), out var value)
            || !cpu.PortWrite(op, (ushort)s->Gpr[Registers.Dx], sizeof(T), (uint)Width.Extend(value))
        )
        {
            return false;
        }

        StringPointer.Advance<T>(s, op, Registers.Si);
        return true;
    }
}
