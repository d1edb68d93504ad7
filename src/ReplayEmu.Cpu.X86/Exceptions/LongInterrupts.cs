using ReplayEmu.Cpu.X86.Exceptions;
using ReplayEmu.Cpu.X86.Instructions;
using ReplayEmu.Cpu.X86.Segmentation;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86;

/// <content>
/// Interrupts and exceptions in long mode: gates of 16 bytes, 64-bit handlers, stacks of the interrupt stack table (SDM volume 3,
/// 6.14). An interrupt within a privilege level leaves SS alone, whether or not it takes a stack of that table: so the manual, while
/// QEMU loads a null selector in the second case.
/// </content>
public sealed unsafe partial class X86Cpu
{
    /// <summary>Offset in a 64-bit TSS of the first entry of the interrupt stack table.</summary>
    private const uint InterruptStackTable = 36;

    private bool InterruptLong(byte vector, InterruptKind kind, uint error, ulong returnIp)
    {
        var external = kind == InterruptKind.Software ? 0u : 1u;
        var gateError = (vector * 8u) + 2 + external;
        if ((vector * 16u) + 15 > State->IdtLimit)
        {
            return Refuse(Vector.GeneralProtection, gateError);
        }

        var address = State->IdtBase + (vector * 16u);
        if (
            !ReadLinear(address, 8, user: false, out var bits)
            || !ReadLinear(address + 8, 8, user: false, out var upper)
        )
        {
            return false;
        }

        var gate = new Descriptor(bits, address);
        if (
            DescriptorBits.Type(gate.High) is not (14 or 15)
            || (kind == InterruptKind.Software && gate.Dpl < State->Cpl)
        )
        {
            return Refuse(Vector.GeneralProtection, gateError);
        }

        if (!gate.IsPresent)
        {
            return Refuse(Vector.SegmentNotPresent, gateError);
        }

        if (!ReadHandlerCode(gate.GateSelector, external, out var code))
        {
            return false;
        }

        var hasError = kind == InterruptKind.Exception && HasErrorCode(vector);
        var flags = SavedEflags(vector, kind);
        var offset = gate.GateOffset32 | (upper << 32);
        return EnterLongGate(gate, code, offset, flags, hasError ? error : null, returnIp, external);
    }

    private bool ReadHandlerCode(ushort selector, uint external, out Descriptor code)
    {
        code = default;
        if ((selector & 0xfffc) == 0)
        {
            return Refuse(Vector.GeneralProtection, external);
        }

        if (!ReadDescriptor(selector, Vector.GeneralProtection, external, out code))
        {
            return false;
        }

        var codeError = (selector & 0xfffcu) | external;
        if (!code.IsCode || code.Dpl > State->Cpl || !code.IsLong || code.IsBig)
        {
            return Refuse(Vector.GeneralProtection, codeError);
        }

        return code.IsPresent || Refuse(Vector.SegmentNotPresent, codeError);
    }

    private bool EnterLongGate(
        in Descriptor gate,
        in Descriptor code,
        ulong offset,
        uint flags,
        uint? error,
        ulong returnIp,
        uint external
    )
    {
        var cpl = code.IsConforming ? State->Cpl : code.Dpl;
        var inner = cpl != State->Cpl;
        var number = gate.StackNumber;
        var pointer = State->Gpr[Registers.Sp];
        if (
            (number != 0 || inner)
            && !ReadTaskPointer(
                number != 0 ? InterruptStackTable + ((number - 1) * 8) : LongTaskStack(cpl),
                external,
                out pointer
            )
        )
        {
            return false;
        }

        // Whatever the stack pointer was, the frame begins at a multiple of 16.
        var stack = LongStack(pointer & ~15UL, cpl);
        stack.ErrorCode = external;
        if (
            !Push(ref stack, 8, X86State.Segment(State, SegmentIndex.Ss)->Selector)
            || !Push(ref stack, 8, State->Gpr[Registers.Sp])
            || !Push(ref stack, 8, flags)
            || !Push(ref stack, 8, X86State.Segment(State, SegmentIndex.Cs)->Selector)
            || !Push(ref stack, 8, returnIp)
            || (error is { } value && !Push(ref stack, 8, value))
            || !CheckCodeOffset(code, offset)
            || !MarkAccessed(code)
        )
        {
            return false;
        }

        State->Eflags &= ~(Eflag.Trap | Eflag.NestedTask | Eflag.Resume);
        if ((gate.SystemType & 1) == 0)
        {
            State->Eflags &= ~Eflag.Interrupt;
        }

        if (inner)
        {
            SetCpl(cpl);
            LoadNullStack(cpl);
        }

        LoadSegment(SegmentIndex.Cs, (ushort)((gate.GateSelector & 0xfffcu) | cpl), code);
        State->Gpr[Registers.Sp] = stack.Pointer;
        State->Rip = offset;
        return true;
    }
}
