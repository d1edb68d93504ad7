using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>
/// EXTRQ and INSERTQ of SSE4A (AMD APM volume 4): a field of the low 8 bytes, its length 0 standing for 64. Fields that do not fit
/// are undefined, as are the high 8 bytes of the result; here the field is cut off and the high bytes are cleared.
/// </summary>
internal static unsafe class BitFields
{
    [Executes(Code.Extrq_xmm_imm8_imm8)]
    public static DecodedOp* ExtractImmediate(X86State* s, DecodedOp* op, X86Cpu cpu) =>
        Extract(s, op, cpu, op->Rm, (int)op->Imm, (int)(op->Imm >> 16));

    [Executes(Code.Extrq_xmm_xmm)]
    public static DecodedOp* ExtractRegister(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        var control = *(ushort*)((byte*)s + op->Rm);
        return Extract(s, op, cpu, op->Reg, control, control >> 8);
    }

    [Executes(Code.Insertq_xmm_xmm_imm8_imm8)]
    public static DecodedOp* InsertImmediate(X86State* s, DecodedOp* op, X86Cpu cpu) =>
        Insert(s, op, cpu, (int)op->Imm, (int)(op->Imm >> 16));

    [Executes(Code.Insertq_xmm_xmm)]
    public static DecodedOp* InsertRegister(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        var control = ((ushort*)((byte*)s + op->Rm))[4];
        return Insert(s, op, cpu, control, control >> 8);
    }

    private static DecodedOp* Extract(X86State* s, DecodedOp* op, X86Cpu cpu, int offset, int length, int index)
    {
        if (!Vectors.BeginSse(s, op, cpu))
        {
            return null;
        }

        var place = (ulong*)((byte*)s + offset);
        place[0] = (place[0] >> (index & 63)) & Mask(length);
        place[1] = 0;
        return op + 1;
    }

    private static DecodedOp* Insert(X86State* s, DecodedOp* op, X86Cpu cpu, int length, int index)
    {
        if (!Vectors.BeginSse(s, op, cpu))
        {
            return null;
        }

        var place = (ulong*)((byte*)s + op->Reg);
        var mask = Mask(length) << (index & 63);
        var field = *(ulong*)((byte*)s + op->Rm) << (index & 63);
        place[0] = (place[0] & ~mask) | (field & mask);
        place[1] = 0;
        return op + 1;
    }

    private static ulong Mask(int length) => ulong.MaxValue >> (-length & 63);
}
