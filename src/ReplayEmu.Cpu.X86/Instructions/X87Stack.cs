using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Float;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Instructions;

/// <summary>The register stack of the x87 and how an instruction ends (SDM volume 1, 8.1 and 8.5).</summary>
internal static unsafe class X87Stack
{
    public const int C0 = 0x100;
    public const int C1 = 0x200;
    public const int C2 = 0x400;
    public const int C3 = 0x4000;
    private const int StackFault = 0x40;
    private const int TopShift = 11;
    private const int TopMask = 7 << TopShift;

    public static bool IsEmpty(X86State* s, int i) => ((s->FpuTag >> (2 * Physical(s, i))) & 3) == 3;

    public static Extended Get(X86State* s, int i)
    {
        var register = s->FpuRegisters + (2 * Physical(s, i));
        return new Extended((ushort)register[1], register[0]);
    }

    public static void Set(X86State* s, int i, Extended value)
    {
        var physical = Physical(s, i);
        s->FpuRegisters[2 * physical] = value.Significand;
        s->FpuRegisters[(2 * physical) + 1] = value.SignExponent;
        s->FpuTag = (ushort)(s->FpuTag & ~(3 << (2 * physical)));
    }

    public static void Free(X86State* s, int i) => s->FpuTag |= (ushort)(3 << (2 * Physical(s, i)));

    public static void Pop(X86State* s, int count = 1)
    {
        for (var i = 0; i < count; i++)
        {
            Free(s, 0);
            Turn(s, 1);
        }
    }

    public static void Push(X86State* s, Extended value)
    {
        Turn(s, -1);
        Set(s, 0, value);
    }

    /// <summary>Adds to TOP.</summary>
    public static void Turn(X86State* s, int by) =>
        s->FpuStatus = (ushort)((s->FpuStatus & ~TopMask) | ((s->FpuStatus + (by << TopShift)) & TopMask));

    public static FloatContext Context(X86State* s) =>
        new()
        {
            Masks = s->FpuControl & FloatFlag.All,
            Rounding = (s->FpuControl >> 10) & 3,
            IsX87 = true,
            Wraps = true,
        };

    /// <summary>The precision that the control word asks of results; its reserved encoding computes as 64 bits.</summary>
    public static FloatFormat Format(X86State* s) =>
        FloatFormat.Extended with
        {
            Precision = ((s->FpuControl >> 8) & 3) switch
            {
                0 => 24,
                2 => 53,
                _ => 64,
            },
        };

    /// <summary>Faults on an unavailable FPU or a pending exception; otherwise notes the instruction as the last one.</summary>
    public static bool Begin(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        if (X87.MayNotExecute(s) is { } vector)
        {
            cpu.Fault(op, vector);
            return false;
        }

        return true;
    }

    /// <summary>The instruction got past its faults: the pointers of the environment are its own. The opcode is not kept, as in
    /// processors that keep it only with unmasked exceptions (SDM volume 1, 8.1.9.1).</summary>
    public static void Note(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        s->FpuIp = cpu.IpOf(op);
        s->FpuCs = X86State.Segment(s, SegmentIndex.Cs)->Selector;
    }

    /// <inheritdoc cref="Note"/>
    public static void NoteMemory(X86State* s, DecodedOp* op, X86Cpu cpu)
    {
        Note(s, op, cpu);
        s->FpuDp = DecodedOp.EffectiveAddress(s, op);
        s->FpuDs = X86State.Segment(s, op->Segment)->Selector;
    }

    /// <summary>Puts what was met into the status word. False: an unmasked exception keeps the destination as it was.</summary>
    public static bool Commit(X86State* s, in FloatContext c)
    {
        var stopped = (c.Flags & ~c.Masks & FloatFlag.BeforeComputing) != 0;
        // An unmasked exception stops before there is a result to round.
        var met = stopped ? c.Flags & FloatFlag.BeforeComputing : c.Flags | (c.RoundedUp ? C1 : 0);
        X87.SetStatus(s, (ushort)((s->FpuStatus & ~C1) | met));
        return !stopped;
    }

    /// <summary>An empty register was read. True: the masked response is to use the indefinite.</summary>
    public static bool Underflow(X86State* s) => Fault(s, 0);

    /// <summary>A register in use would be pushed upon. True: the masked response is to push the indefinite.</summary>
    public static bool Overflow(X86State* s) => Fault(s, C1);

    /// <summary>Replaces C0 to C3.</summary>
    public static void SetConditions(X86State* s, int conditions) =>
        s->FpuStatus = (ushort)((s->FpuStatus & ~(C0 | C1 | C2 | C3)) | conditions);

    private static bool Fault(X86State* s, int c1)
    {
        var status = (s->FpuStatus & ~C1) | StackFault | FloatFlag.Invalid | c1;
        X87.SetStatus(s, (ushort)status);
        return (s->FpuControl & FloatFlag.Invalid) != 0;
    }

    private static int Physical(X86State* s, int i) => ((s->FpuStatus >> TopShift) + i) & 7;
}
