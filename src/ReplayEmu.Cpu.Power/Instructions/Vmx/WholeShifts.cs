using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions.Vmx;

/// <summary>Shifts of the whole register, and rotations under masks (Book I, 6.8.7 and 6.9.3).</summary>
internal static unsafe class WholeShifts
{
    [Pattern("vsl", "000100 vt va vb 00111000100", Facility = Facility.Vector)]
    public static DecodedOp* Left(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        Quadword.At(s, op->T) = Quadword.At(s, op->A) << (int)(Operand.B(s, op) & 7);
        return op + 1;
    }

    [Pattern("vsr", "000100 vt va vb 01011000100", Facility = Facility.Vector)]
    public static DecodedOp* Right(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        Quadword.At(s, op->T) = Quadword.At(s, op->A) >> (int)(Operand.B(s, op) & 7);
        return op + 1;
    }

    [Pattern("vslo", "000100 vt va vb 10000001100", Facility = Facility.Vector)]
    public static DecodedOp* LeftBytes(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        Quadword.At(s, op->T) = Quadword.At(s, op->A) << (int)(Operand.B(s, op) & 0x78);
        return op + 1;
    }

    [Pattern("vsro", "000100 vt va vb 10001001100", Facility = Facility.Vector)]
    public static DecodedOp* RightBytes(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        Quadword.At(s, op->T) = Quadword.At(s, op->A) >> (int)(Operand.B(s, op) & 0x78);
        return op + 1;
    }

    /// <summary>Each byte takes bits from its right neighbour.</summary>
    [Pattern("vslv", "000100 vt va vb 11101000100", Facility = Facility.Vector, Since = IsaLevel.V300)]
    public static DecodedOp* LeftVariable(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var a = Quadword.At(s, op->A);
        var t = Quadword.Lanes<byte>(s, op->T);
        var b = Quadword.Lanes<byte>(s, op->B);
        for (var i = 0; i < 16; i++)
        {
            var pair = (((byte*)&a)[i] << 8) | (i == 0 ? 0 : ((byte*)&a)[i - 1]);
            t[i] = (byte)(pair << (b[i] & 7) >> 8);
        }

        return op + 1;
    }

    /// <summary>Each byte takes bits from its left neighbour.</summary>
    [Pattern("vsrv", "000100 vt va vb 11100000100", Facility = Facility.Vector, Since = IsaLevel.V300)]
    public static DecodedOp* RightVariable(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
    {
        var a = Quadword.At(s, op->A);
        var t = Quadword.Lanes<byte>(s, op->T);
        var b = Quadword.Lanes<byte>(s, op->B);
        for (var i = 0; i < 16; i++)
        {
            var pair = (i == 15 ? 0 : ((byte*)&a)[i + 1] << 8) | ((byte*)&a)[i];
            t[i] = (byte)(pair >> (b[i] & 7));
        }

        return op + 1;
    }

    [Pattern<Set>("vrlwmi", "000100 vt va vb 00010000101", Facility = Facility.Vector, Since = IsaLevel.V300)]
    [Pattern<Clear>("vrlwnm", "000100 vt va vb 00110000101", Facility = Facility.Vector, Since = IsaLevel.V300)]
    public static DecodedOp* RotateWords<TInsert>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TInsert : struct, IChoice
    {
        var t = Quadword.Lanes<uint>(s, op->T);
        var a = Quadword.Lanes<uint>(s, op->A);
        var b = Quadword.Lanes<uint>(s, op->B);
        for (var i = 0; i < 4; i++)
        {
            var mask = (uint)Mask((int)(b[i] >> 16 & 31), (int)(b[i] >> 8 & 31), 32);
            t[i] = (uint.RotateLeft(a[i], (int)(b[i] & 31)) & mask) | (TInsert.IsSet ? t[i] & ~mask : 0);
        }

        return op + 1;
    }

    [Pattern<Set>("vrldmi", "000100 vt va vb 00011000101", Facility = Facility.Vector, Since = IsaLevel.V300)]
    [Pattern<Clear>("vrldnm", "000100 vt va vb 00111000101", Facility = Facility.Vector, Since = IsaLevel.V300)]
    public static DecodedOp* RotateDoublewords<TInsert>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TInsert : struct, IChoice
    {
        var t = Quadword.Lanes<ulong>(s, op->T);
        var a = Quadword.Lanes<ulong>(s, op->A);
        var b = Quadword.Lanes<ulong>(s, op->B);
        for (var i = 0; i < 2; i++)
        {
            var mask = Mask((int)(b[i] >> 16 & 63), (int)(b[i] >> 8 & 63), 64);
            t[i] = (ulong.RotateLeft(a[i], (int)(b[i] & 63)) & mask) | (TInsert.IsSet ? t[i] & ~mask : 0);
        }

        return op + 1;
    }

    /// <summary>Ones from one bit of the manual to another, around the end when the second is before the first.</summary>
    private static ulong Mask(int begin, int end, int width)
    {
        var all = ulong.MaxValue >> (64 - width);
        var from = all >> begin;
        var to = all & ~(end == width - 1 ? 0 : all >> (end + 1));
        return begin <= end ? from & to : from | to;
    }
}
