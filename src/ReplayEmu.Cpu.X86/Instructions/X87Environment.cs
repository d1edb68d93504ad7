using System.Numerics;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Mmu;
using ReplayEmu.Cpu.X86.State;
using Vector = ReplayEmu.Cpu.X86.Exceptions.Vector;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>FNSTENV FLDENV FNSAVE FRSTOR in the four layouts of SDM volume 1, figures 8-9 to 8-12.</summary>
internal static unsafe class X87Environment
{
    private const int Fields = 7;
    private const int RegisterBytes = 10;

    [Executes<ushort>(Code.Fnstenv_m14byte)]
    [Executes<uint>(Code.Fnstenv_m28byte)]
    public static DecodedOp* Fnstenv<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (!X87.IsAvailable(s))
        {
            return cpu.Fault(op, Vector.DeviceNotAvailable);
        }

        if (!WriteEnvironment<T>(s, op, cpu))
        {
            return null;
        }

        X87.SetControl(s, (ushort)(s->FpuControl | X87.ControlMasks));
        return op + 1;
    }

    [Executes<ushort>(Code.Fldenv_m14byte)]
    [Executes<uint>(Code.Fldenv_m28byte)]
    public static DecodedOp* Fldenv<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (X87.MayNotExecute(s) is { } vector)
        {
            return cpu.Fault(op, vector);
        }

        var fields = stackalloc ulong[Fields];
        if (!ReadEnvironment<T>(s, op, cpu, fields))
        {
            return null;
        }

        SetEnvironment<T>(s, fields);
        return op + 1;
    }

    [Executes<ushort>(Code.Fnsave_m94byte)]
    [Executes<uint>(Code.Fnsave_m108byte)]
    public static DecodedOp* Fnsave<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (!X87.IsAvailable(s))
        {
            return cpu.Fault(op, Vector.DeviceNotAvailable);
        }

        if (!cpu.IsAlignedAsWhole(op, sizeof(T)) || !WriteEnvironment<T>(s, op, cpu))
        {
            return null;
        }

        for (var i = 0; i < 8; i++)
        {
            var register = Physical(s->FpuStatus, i);
            var address = RegisterAddress<T>(s, op, i);
            if (
                !Access.Write(s, op, cpu, op->Segment, address & op->AddressMask, s->FpuRegisters[register])
                || !Access.Write(
                    s,
                    op,
                    cpu,
                    op->Segment,
                    (address + 8) & op->AddressMask,
                    (ushort)s->FpuRegisters[register + 1]
                )
            )
            {
                return null;
            }
        }

        X87.Initialize(s);
        return op + 1;
    }

    [Executes<ushort>(Code.Frstor_m94byte)]
    [Executes<uint>(Code.Frstor_m108byte)]
    public static DecodedOp* Frstor<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (X87.MayNotExecute(s) is { } vector)
        {
            return cpu.Fault(op, vector);
        }

        var fields = stackalloc ulong[Fields];
        var values = stackalloc ulong[16];
        if (!cpu.IsAlignedAsWhole(op, sizeof(T)) || !ReadEnvironment<T>(s, op, cpu, fields))
        {
            return null;
        }

        for (var i = 0; i < 8; i++)
        {
            var address = RegisterAddress<T>(s, op, i);
            if (
                !Access.Read<ulong>(s, op, cpu, op->Segment, address & op->AddressMask, out values[2 * i])
                || !Access.Read<ushort>(s, op, cpu, op->Segment, (address + 8) & op->AddressMask, out var top)
            )
            {
                return null;
            }

            values[(2 * i) + 1] = top;
        }

        SetEnvironment<T>(s, fields);
        for (var i = 0; i < 8; i++)
        {
            var register = Physical(s->FpuStatus, i);
            s->FpuRegisters[register] = values[2 * i];
            s->FpuRegisters[register + 1] = values[(2 * i) + 1];
        }

        return op + 1;
    }

    /// <summary>Index into FpuRegisters of ST(i).</summary>
    private static int Physical(ushort status, int i) => (((status >> 11) + i) & 7) * 2;

    private static ulong RegisterAddress<T>(X86State* s, DecodedOp* op, int i)
        where T : unmanaged =>
        DecodedOp.EffectiveAddress(s, op) + (Fields * (ulong)sizeof(T)) + ((ulong)i * RegisterBytes);

    private static bool HasSelectors(X86State* s) =>
        (s->Cr0 & Cr0Bits.ProtectionEnable) != 0 && (s->Eflags & Eflag.Virtual8086) == 0;

    private static bool WriteEnvironment<T>(X86State* s, DecodedOp* op, X86Cpu cpu)
        where T : unmanaged, IBinaryInteger<T>
    {
        // The unused upper halves of 32-bit fields are written as ones.
        const ulong upper = 0xffff0000;
        var fields = stackalloc ulong[Fields];
        fields[0] = s->FpuControl | upper;
        fields[1] = s->FpuStatus | upper;
        fields[2] = Tags(s) | upper;
        if (HasSelectors(s))
        {
            fields[3] = s->FpuIp;
            fields[4] = s->FpuCs | ((ulong)s->FpuOpcode << 16);
            fields[5] = s->FpuDp;
            fields[6] = s->FpuDs | upper;
        }
        else
        {
            var code = s->FpuIp + ((ulong)s->FpuCs << 4);
            var data = s->FpuDp + ((ulong)s->FpuDs << 4);
            fields[3] = (code & 0xffff) | upper;
            fields[4] = ((code >> 16) << 12) | s->FpuOpcode;
            fields[5] = (data & 0xffff) | upper;
            fields[6] = (data >> 16) << 12;
        }

        for (var i = 0; i < Fields; i++)
        {
            var address = (DecodedOp.EffectiveAddress(s, op) + (ulong)(i * sizeof(T))) & op->AddressMask;
            if (!Access.Write(s, op, cpu, op->Segment, address, T.CreateTruncating(fields[i])))
            {
                return false;
            }
        }

        return true;
    }

    private static bool ReadEnvironment<T>(X86State* s, DecodedOp* op, X86Cpu cpu, ulong* fields)
        where T : unmanaged, IBinaryInteger<T>
    {
        for (var i = 0; i < Fields; i++)
        {
            var address = (DecodedOp.EffectiveAddress(s, op) + (ulong)(i * sizeof(T))) & op->AddressMask;
            if (!Access.Read<T>(s, op, cpu, op->Segment, address, out var value))
            {
                return false;
            }

            fields[i] = ulong.CreateTruncating(value);
        }

        return true;
    }

    private static void SetEnvironment<T>(X86State* s, ulong* fields)
        where T : unmanaged
    {
        X87.SetControl(s, (ushort)fields[0]);
        X87.SetStatus(s, (ushort)fields[1]);
        s->FpuTag = (ushort)fields[2];
        if (HasSelectors(s))
        {
            s->FpuIp = fields[3];
            s->FpuCs = (ushort)fields[4];
            s->FpuOpcode = (ushort)((fields[4] >> 16) & 0x7ff);
            s->FpuDp = fields[5];
            s->FpuDs = (ushort)fields[6];
        }
        else
        {
            s->FpuIp = (fields[3] & 0xffff) | ((fields[4] >> 12) << 16);
            s->FpuOpcode = (ushort)(fields[4] & 0x7ff);
            s->FpuDp = (fields[5] & 0xffff) | ((fields[6] >> 12) << 16);
            s->FpuCs = 0;
            s->FpuDs = 0;
        }
    }

    /// <summary>Tags of registers in use follow from their content: 0 valid, 1 zero, 2 special; 3 is empty.</summary>
    private static ushort Tags(X86State* s)
    {
        var tags = 0;
        for (var i = 0; i < 8; i++)
        {
            var tag = (s->FpuTag >> (2 * i)) & 3;
            tags |= (tag == 3 ? 3 : Tag(s->FpuRegisters[2 * i], (ushort)s->FpuRegisters[(2 * i) + 1])) << (2 * i);
        }

        return (ushort)tags;
    }

    private static int Tag(ulong significand, ushort signAndExponent)
    {
        var exponent = signAndExponent & 0x7fff;
        return exponent == 0 && significand == 0 ? 1
            : exponent is 0 or 0x7fff || significand >> 63 == 0 ? 2
            : 0;
    }
}
