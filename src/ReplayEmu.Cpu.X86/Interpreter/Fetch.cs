using System;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Exceptions;
using ReplayEmu.Cpu.X86.Mmu;
using ReplayEmu.Cpu.X86.State;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Cpu.Engine;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Cpu.X86;

/// <content>From Rip to decoded instructions.</content>
public sealed unsafe partial class X86Cpu
{
    private const int MaxInstructionLength = 15;
    private readonly BlockCache<DecodedOp> cache;
    private readonly InstructionDecoder decoder = new();

    /// <summary>By <see cref="Code"/>, of which there are fewer: known to be in the model, as it is and in every mode.</summary>
    private readonly bool[] plain = new bool[1 << 13];
    private TranslationSet codeSet;

    private static DecodedOp* EndOfBlock(X86State* s, DecodedOp* op, X86Cpu cpu) =>
        cpu.Follow(op, cpu.BlockIp + op->Imm);

    private static DecodedOp* UndefinedInstruction(X86State* s, DecodedOp* op, X86Cpu cpu) =>
        cpu.Fault(op, Vector.InvalidOpcode);

    private static DecodedOp* EndlessInstruction(X86State* s, DecodedOp* op, X86Cpu cpu) =>
        cpu.Fault(op, Vector.GeneralProtection, 0);

    private static DecodedOp* MissingInstruction(X86State* s, DecodedOp* op, X86Cpu cpu) => throw cpu.Missing(op);

    /// <summary>The block at Rip, or null: a fault is pending, or the instruction must be run by itself.</summary>
    private CodeBlock<DecodedOp>* FindBlock(out bool alone)
    {
        alone = false;
        var cs = X86State.Segment(State, SegmentIndex.Cs);
        var ip = State->Rip;
        if (IsOutside(ip))
        {
            Raise(Vector.GeneralProtection, 0);
            return null;
        }

        var linear = (cs->Base + ip) & linearMask;
        if (!FetchPage(linear, out var code))
        {
            return null;
        }

        if (IsDeviceCode(code))
        {
            alone = true;
            return null;
        }

        var block = cache.Find(code, bitness);
        if (block == null)
        {
            block = Build(linear, code);
        }

        if (block == null || ip + (ulong)block->Bytes - 1 > codeLimit)
        {
            alone = true;
            return null;
        }

        *cache.Jump(linear) = block;
        return block;
    }

    /// <summary>The host address of code; false after recording a page fault.</summary>
    private bool FetchPage(ulong linear, out byte* code)
    {
        var entry = codeSet.Entries + TlbEntry.IndexOf(linear);
        if (linear - entry->ReadTag >= 4096)
        {
            code = null;
            if (Is64Bit && !IsCanonical(linear))
            {
                return Refuse(Vector.GeneralProtection, 0);
            }

            if (!Translate(ref codeSet, linear, PageAccess.Fetch, State->Cpl == 3, out var physical))
            {
                return false;
            }

            var host = machine.Memory.ResolveReadPage(physical, out _, out _);
            if (host == null)
            {
                code = ReadDeviceCode(physical);
                return true;
            }

            codeSet.Admit(linear & ~0xfffUL, host, write: false);
        }

        code = (byte*)(entry->Addend + linear);
        return true;
    }

    /// <summary>Decodes a block; null when its first instruction crosses the page.</summary>
    private CodeBlock<DecodedOp>* Build(ulong linear, byte* code)
    {
        var ops = cache.Reserve();
        var left = 4096 - (int)(linear & 0xfff);
        decoder.Start(code, left, bitness);
        var count = 0;
        var bytes = 0;
        while (count < BlockCache<DecodedOp>.MaxOpsPerBlock && bytes < left)
        {
            if (IsPlaceOfBreakpoint(linear + (ulong)bytes))
            {
                // Never part of a block: the outer loop looks at it every time.
                break;
            }

            var op = ops + count;
            var result = decoder.Next(out var instruction);
            if (
                result == DecodeResult.NeedsMoreBytes
                || (result is DecodeResult.Undefined or DecodeResult.TooLong && count > 0)
            )
            {
                break;
            }

            Lower(ref instruction, result, op);
            op->IpOffset = (ushort)bytes;
            bytes += op->Length;
            count++;
            if (result != DecodeResult.Valid || Lowering.EndsBlock(instruction))
            {
                break;
            }
        }

        if (count == 0)
        {
            return null;
        }

        Finish(ops, count, bytes, links: true);
        machine.Memory.ResolveReadPage(PhysicalOfCode(linear), out var memory, out var offset);
        var flags = memory!.Flags + (offset >> 12);
        if ((*flags & (byte)PageFlags.HasDecodedCode) == 0)
        {
            // No write is admitted to a page that has the flag already.
            *flags |= (byte)PageFlags.HasDecodedCode;
            var page = (byte*)((nuint)code & ~(nuint)0xfff);
            ForgetWritesTo(page);
        }

        return cache.Add(code, bitness, count, bytes);
    }

    private ulong PhysicalOfCode(ulong linear) =>
        codeSet.Physical[TlbEntry.IndexOf(linear)] & TlbState.Page & State->A20Mask;

    private void Lower(ref Instruction instruction, DecodeResult result, DecodedOp* op)
    {
        if (result == DecodeResult.Valid && !plain[(int)instruction.Code])
        {
            var code = instruction.Code;
            if (!FeatureGate.Admit(Model, ref instruction))
            {
                result = DecodeResult.Undefined;
            }
            else if (code == instruction.Code && !FeatureGate.DependsOnMode(code))
            {
                plain[(int)code] = true;
            }
        }

        Lowering.Lower(instruction, op);
        checkedAsWhole = null;
        if (result == DecodeResult.Undefined)
        {
            op->Length = Math.Max((byte)1, op->Length);
            op->Handler = &UndefinedInstruction;
        }
        else if (result == DecodeResult.TooLong)
        {
            op->Handler = &EndlessInstruction;
        }
        else if (op->Handler == null)
        {
            op->Handler = &MissingInstruction;
        }
    }

    /// <summary>Numbers the instructions and appends the entry that leads on.</summary>
    private static void Finish(DecodedOp* ops, int count, int bytes, bool links)
    {
        for (var i = 0; i < count; i++)
        {
            ops[i].Left = (ushort)(count - i);
            ops[i].MayLink = links ? (byte)1 : (byte)0;
        }

        ops[count] = new DecodedOp
        {
            Handler = &EndOfBlock,
            IpOffset = (ushort)bytes,
            Imm = (ulong)bytes,
            MayLink = links ? (byte)1 : (byte)0,
        };
    }

    private UnimplementedException Missing(DecodedOp* op)
    {
        current = op;
        Span<byte> bytes = stackalloc byte[MaxInstructionLength];
        var count = 0;
        var start = X86State.Segment(State, SegmentIndex.Cs)->Base + IpOf(op);
        while (count < op->Length && ReadLinear(start + (ulong)count, 1, user: false, out var value))
        {
            bytes[count++] = (byte)value;
        }

        return new UnimplementedException(
            $"{Name}: instruction {(Code)op->Code} ({Convert.ToHexStringLower(bytes[..count])}) at {start:x}"
        );
    }
}
