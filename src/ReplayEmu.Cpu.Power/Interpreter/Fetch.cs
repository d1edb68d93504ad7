using System.Buffers.Binary;
using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Mmu;
using ReplayEmu.Cpu.Power.State;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Cpu.Engine;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Cpu.Power;

/// <content>From NIP to decoded instructions.</content>
public sealed unsafe partial class PowerCpu
{
    private readonly BlockCache<DecodedOp> cache = new();

    private static DecodedOp* EndOfBlock(PowerCpuState* s, DecodedOp* op, PowerCpu cpu) => cpu.Follow(op);

    /// <summary>The block at NIP, or null after an interrupt.</summary>
    private CodeBlock<DecodedOp>* FindBlock()
    {
        var ip = State->Nip;
        var entry = CodeTlb + HostTlb.IndexOf(ip);
        if (ip - entry->ReadTag >= 4096)
        {
            if (!Translate(ref codeSet, ip, AccessKind.Fetch, null, out var physical))
            {
                // The fetch that failed is a tick: time goes on in a loop of faults.
                remaining--;
                return null;
            }

            var host = machine.Memory.ResolveReadPage(physical, out _, out _);
            if (host == null)
            {
                throw new UnimplementedException($"{Name}: executing from device memory at {physical:x}");
            }

            codeSet.Host.Admit(ip & ~0xfffUL, host, write: false);
        }

        var code = (byte*)(entry->Addend + ip);
        if (breakpoints.Length != 0 && IsPlaceOfBreakpoint(ip))
        {
            return BuildAlone(code);
        }

        var block = cache.Find(code, mode);
        if (block == null)
        {
            block = Build(ip, code);
        }

        *cache.Jump(ip) = block;
        return block;
    }

    private CodeBlock<DecodedOp>* Build(ulong ip, byte* code)
    {
        var ops = cache.Reserve();
        var limit = int.Min(BlockCache<DecodedOp>.MaxOpsPerBlock, (int)(4096 - (ip & 0xfff)) / 4);
        var count = 0;
        bool ends;
        do
        {
            ends = DecodeAt(ops, count, code);
            count++;
        } while (!ends && count < limit && !(breakpoints.Length != 0 && IsPlaceOfBreakpoint(ip + ((ulong)count * 4))));

        End(ops, count);
        MarkCode(ip, code);
        return cache.Add(code, mode, count, count * 4);
    }

    /// <summary>Decodes one instruction of a block; true when it is the last.</summary>
    private bool DecodeAt(DecodedOp* ops, int index, byte* code)
    {
        var op = ops + index;
        Decoder.Decode(FetchWord(code + (index * 4)), (CodeMode)mode, Model.Level, op);
        op->Offset = (ushort)(index * 4);
        if ((PatternTable.Rows[op->Row].Value >> 26) is 16 or 18 && (op->Word & 2) == 0)
        {
            op->Imm += op->Offset;
        }

        return op->Ends != 0;
    }

    /// <summary>Completes a block.</summary>
    private static void End(DecodedOp* ops, int count)
    {
        for (var i = 0; i < count; i++)
        {
            ops[i].Left = (ushort)(count - i);
        }

        ops[count] = new DecodedOp
        {
            Handler = &EndOfBlock,
            Offset = (ushort)(count * 4),
            Imm = (ulong)count * 4,
        };
    }

    /// <summary>No write is admitted to a page with decoded code without a look at what it hits.</summary>
    private void MarkCode(ulong ip, byte* code)
    {
        machine.Memory.ResolveReadPage(Physical(ref codeSet, ip), out var memory, out var offset);
        var flags = memory!.Flags + (offset >> MemoryBlock.PageShift);
        if ((*flags & (byte)PageFlags.HasDecodedCode) == 0)
        {
            *flags |= (byte)PageFlags.HasDecodedCode;
            var page = (byte*)((nuint)code & ~(nuint)0xfff);
            foreach (var set in Sets)
            {
                set.ForgetWritesTo(page);
            }
        }
    }

    private uint FetchWord(byte* code) =>
        (mode & (int)CodeMode.Little) != 0 ? *(uint*)code : BinaryPrimitives.ReverseEndianness(*(uint*)code);
}
