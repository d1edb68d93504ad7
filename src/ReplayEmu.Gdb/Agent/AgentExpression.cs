using System;
using System.Buffers.Binary;

namespace ReplayEmu.Gdb.Agent;

/// <summary>
/// Conditions of breakpoints, which gdb compiles to bytecode and the stub evaluates, so that a run needs no answer from gdb at every
/// hit. Bounded: the code comes from anybody who can connect.
/// </summary>
internal static class AgentExpression
{
    private const int MaxStack = 64;
    private const int MaxSteps = 10_000;

    /// <summary>The value left on the stack; null when the code is not sound, or needs what cannot be read.</summary>
    internal static ulong? Evaluate(ReadOnlySpan<byte> code, IAgentTarget target)
    {
        Span<ulong> memory = stackalloc ulong[MaxStack];
        var stack = new Stack(memory);
        var at = 0;
        for (var steps = 0; steps < MaxSteps; steps++)
        {
            if (at >= code.Length)
            {
                return null;
            }

            var opcode = (AgentOpcode)code[at++];
            var operand = OperandBytes(opcode);
            if (operand > code.Length - at)
            {
                return null;
            }

            var number = Operand(code.Slice(at, operand));
            at += operand;
            switch (opcode)
            {
                case AgentOpcode.End:
                    return stack.TryPop(out var result) ? result : null;
                case AgentOpcode.Goto:
                    at = (int)number;
                    break;
                case AgentOpcode.IfGoto:
                    if (!stack.TryPop(out var condition))
                    {
                        return null;
                    }

                    at = condition != 0 ? (int)number : at;
                    break;
                default:
                    if (!Step(opcode, number, ref stack, target))
                    {
                        return null;
                    }

                    break;
            }
        }

        return null;
    }

    private static int OperandBytes(AgentOpcode opcode) =>
        opcode switch
        {
            AgentOpcode.SignExtend or AgentOpcode.ZeroExtend or AgentOpcode.Constant8 or AgentOpcode.Pick => 1,
            AgentOpcode.IfGoto or AgentOpcode.Goto or AgentOpcode.Constant16 or AgentOpcode.Register => 2,
            AgentOpcode.Constant32 => 4,
            AgentOpcode.Constant64 => 8,
            _ => 0,
        };

    /// <summary>Operands in the bytecode are big-endian.</summary>
    private static ulong Operand(ReadOnlySpan<byte> bytes) =>
        bytes.Length switch
        {
            0 => 0,
            1 => bytes[0],
            2 => BinaryPrimitives.ReadUInt16BigEndian(bytes),
            4 => BinaryPrimitives.ReadUInt32BigEndian(bytes),
            _ => BinaryPrimitives.ReadUInt64BigEndian(bytes),
        };

    private static bool Step(AgentOpcode opcode, ulong number, ref Stack stack, IAgentTarget target)
    {
        ulong value;
        switch (opcode)
        {
            case AgentOpcode.Constant8 or AgentOpcode.Constant16 or AgentOpcode.Constant32 or AgentOpcode.Constant64:
                return stack.TryPush(number);
            case AgentOpcode.Register:
                return target.TryRegister((int)number, out value) && stack.TryPush(value);
            case AgentOpcode.Load8 or AgentOpcode.Load16 or AgentOpcode.Load32 or AgentOpcode.Load64:
                var size = 1 << (opcode - AgentOpcode.Load8);
                return stack.TryPop(out var address)
                    && target.TryMemory(address, size, out value)
                    && stack.TryPush(value);
            case AgentOpcode.SignExtend:
                return stack.TryPop(out value) && stack.TryPush(Extend(value, number, signed: true));
            case AgentOpcode.ZeroExtend:
                return stack.TryPop(out value) && stack.TryPush(Extend(value, number, signed: false));
            case AgentOpcode.LogicalNot:
                return stack.TryPop(out value) && stack.TryPush(value == 0 ? 1UL : 0);
            case AgentOpcode.Not:
                return stack.TryPop(out value) && stack.TryPush(~value);
            case AgentOpcode.Duplicate:
                return stack.TryPick(0, out value) && stack.TryPush(value);
            case AgentOpcode.Pick:
                return stack.TryPick((int)number, out value) && stack.TryPush(value);
            case AgentOpcode.Pop:
                return stack.TryPop(out _);
            case AgentOpcode.Swap:
                return stack.TryPop(out var top)
                    && stack.TryPop(out var below)
                    && stack.TryPush(top)
                    && stack.TryPush(below);
            case AgentOpcode.Rotate:
                // a b c (c on top) becomes c a b.
                return stack.TryPop(out var c)
                    && stack.TryPop(out var b)
                    && stack.TryPop(out var a)
                    && stack.TryPush(c)
                    && stack.TryPush(a)
                    && stack.TryPush(b);
            default:
                return stack.TryPop(out var right)
                    && stack.TryPop(out var left)
                    && Binary(opcode, left, right) is { } done
                    && stack.TryPush(done);
        }
    }

    private static ulong? Binary(AgentOpcode opcode, ulong left, ulong right) =>
        opcode switch
        {
            AgentOpcode.Add => left + right,
            AgentOpcode.Subtract => left - right,
            AgentOpcode.Multiply => left * right,
            AgentOpcode.DivideSigned or AgentOpcode.RemainderSigned => DivideSigned(opcode, (long)left, (long)right),
            AgentOpcode.DivideUnsigned when right != 0 => left / right,
            AgentOpcode.RemainderUnsigned when right != 0 => left % right,
            AgentOpcode.ShiftLeft => right < 64 ? left << (int)right : 0,
            AgentOpcode.ShiftRightSigned => (ulong)((long)left >> (int)Math.Min(right, 63)),
            AgentOpcode.ShiftRightUnsigned => right < 64 ? left >> (int)right : 0,
            AgentOpcode.And => left & right,
            AgentOpcode.Or => left | right,
            AgentOpcode.Xor => left ^ right,
            AgentOpcode.Equal => left == right ? 1UL : 0,
            AgentOpcode.LessSigned => (long)left < (long)right ? 1UL : 0,
            AgentOpcode.LessUnsigned => left < right ? 1UL : 0,
            _ => null,
        };

    private static ulong? DivideSigned(AgentOpcode opcode, long left, long right) =>
        right switch
        {
            0 => null,
            // The smallest number has no positive counterpart: the host would fault.
            -1 => opcode == AgentOpcode.DivideSigned ? (ulong)-left : 0,
            _ => (ulong)(opcode == AgentOpcode.DivideSigned ? left / right : left % right),
        };

    private static ulong Extend(ulong value, ulong bits, bool signed)
    {
        if (bits is 0 or >= 64)
        {
            return bits == 0 ? 0 : value;
        }

        var shift = 64 - (int)bits;
        return signed ? (ulong)((long)(value << shift) >> shift) : value << shift >> shift;
    }

    private ref struct Stack(Span<ulong> memory)
    {
        private readonly Span<ulong> memory = memory;
        private int depth;

        internal bool TryPush(ulong value)
        {
            if (depth == memory.Length)
            {
                return false;
            }

            memory[depth++] = value;
            return true;
        }

        internal bool TryPop(out ulong value)
        {
            var found = depth > 0;
            value = found ? memory[--depth] : 0;
            return found;
        }

        internal readonly bool TryPick(int below, out ulong value)
        {
            var found = below >= 0 && below < depth;
            value = found ? memory[depth - 1 - below] : 0;
            return found;
        }
    }
}
