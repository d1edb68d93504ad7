using System;
using System.Runtime.InteropServices;
using ReplayEmu.Cpu.X86.Decode;
using ReplayEmu.Cpu.X86.Exceptions;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86;

/// <content>
/// An instruction that crosses a page or ends near the segment limit: its bytes are fetched every time, and decoded when they are
/// not those that were decoded last at such an address.
/// </content>
public sealed unsafe partial class X86Cpu
{
    private const int SingleEntries = 64;
    private readonly SingleOp* singles = (SingleOp*)NativeMemory.AllocZeroed(SingleEntries, (nuint)sizeof(SingleOp));

    /// <summary>The instruction at Rip followed by an end of block, or null after recording a fault.</summary>
    private DecodedOp* FetchAlone()
    {
        var cs = X86State.Segment(State, SegmentIndex.Cs);
        var ip = State->Rip;
        var linear = cs->Base + ip;
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        var available = (int)Math.Min(MaxInstructionLength - 1, codeLimit - ip) + 1;
        var inPage = Math.Min(available, 4096 - (int)(linear & 0xfff));
        if (!FetchPage(linear & linearMask, out var first))
        {
            return null;
        }

        new Span<byte>(first, inPage).CopyTo(bytes);
        fixed (byte* code = bytes)
        {
            decoder.Start(code, inPage, bitness);
            var result = decoder.Next(out _);
            var fetched = inPage;
            if (result == DecodeResult.NeedsMoreBytes && available > inPage)
            {
                if (!FetchPage((linear + (ulong)inPage) & linearMask, out var second))
                {
                    return null;
                }

                new Span<byte>(second, available - inPage).CopyTo(bytes[inPage..]);
                fetched = available;
            }

            var single = singles + (linear & (SingleEntries - 1));
            var low = MemoryMarshal.Read<ulong>(bytes);
            var high = MemoryMarshal.Read<ulong>(bytes[8..]);
            if (single->Low != low || single->High != high || single->Bitness != bitness || single->Fetched != fetched)
            {
                decoder.Start(code, fetched, bitness);
                result = decoder.Next(out var instruction);
                if (result == DecodeResult.NeedsMoreBytes)
                {
                    // Beyond the segment limit, or longer than 15 bytes.
                    Raise(Vector.GeneralProtection, 0);
                    return null;
                }

                Lower(ref instruction, result, &single->Op);
                single->End = default;
                Finish(&single->Op, 1, single->Op.Length, links: false);
                (single->Low, single->High, single->Bitness, single->Fetched) = (low, high, bitness, fetched);
            }

            return &single->Op;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct SingleOp
    {
        public DecodedOp Op;

        /// <summary>Behind <see cref="Op"/>, as in a block.</summary>
        public DecodedOp End;
        public ulong Low;
        public ulong High;
        public int Bitness;
        public int Fetched;
    }
}
