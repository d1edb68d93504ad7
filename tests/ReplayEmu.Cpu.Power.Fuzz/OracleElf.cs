using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;

namespace ReplayEmu.Cpu.Power.Fuzz;

/// <summary>
/// A static program for Linux that runs every case once and writes all states after it to its standard output: load everything, jump to the
/// case by TAR, store everything.
/// </summary>
internal static class OracleElf
{
    private const uint LoaderBase = 0x10000000;
    private const int TargetRegister = 815;
    private const int Vector = VectorLayout.Reserved;

    public static byte[] Build(IReadOnlyList<uint> code, IReadOnlyList<ulong[]> states, bool little)
    {
        var loader = new GuestAssembler(LoaderBase, little);
        loader.Li32(Vector, VectorLayout.VectorBase);
        var next = loader.Here;
        Load(loader);
        var notTaken = loader.Here;
        Store(loader, next, VectorLayout.VectorBase + (uint)(states.Count * VectorLayout.Size), out var taken);
        var cases = new GuestAssembler(VectorLayout.CodeBase, little);
        foreach (var word in code)
        {
            cases.Word(word);
            cases.Branch(notTaken);
            cases.Branch(taken);
        }

        var vectors = new byte[states.Count * VectorLayout.Size];
        for (var i = 0; i < states.Count; i++)
        {
            for (var j = 0; j < states[i].Length; j++)
            {
                Put(vectors.AsSpan((i * VectorLayout.Size) + (j * 8)), states[i][j], little);
            }

            var start = VectorLayout.CodeBase + (ulong)(i * VectorLayout.CodeSize);
            Put(vectors.AsSpan((i * VectorLayout.Size) + VectorLayout.Code), start, little);
        }

        return Link(
            little,
            (LoaderBase, loader.Bytes, 5),
            (VectorLayout.CodeBase, cases.Bytes, 5),
            (VectorLayout.VectorBase, vectors, 6),
            (VectorLayout.MemoryBase, new byte[4096], 6)
        );
    }

    private static void Load(GuestAssembler a)
    {
        a.Li32(4, VectorLayout.MemoryBase);
        for (var i = 0; i < VectorLayout.MemorySize; i += 8)
        {
            a.Ld(3, Vector, VectorLayout.Memory + i);
            a.Std(3, 4, i);
        }

        // stdcx. that fails, and with that drops a reservation.
        a.Word(0x7c6021ad);
        a.Ld(0, Vector, VectorLayout.Code);
        a.MoveToSpecial(TargetRegister, 0);
        a.Li(3, VectorLayout.Vscr);
        a.X(103, 0, Vector, 3);
        a.Word(0x10000644);
        a.D(50, 0, Vector, VectorLayout.Fpscr);
        a.Word(0xfffe058e);
        for (var i = 0; i < 64; i++)
        {
            a.Li(3, VectorLayout.Vsr + (16 * i));
            // lxvd2x
            a.Word((31u << 26) | ((uint)(i & 31) << 21) | (Vector << 16) | (3u << 11) | (844u << 1) | (uint)(i >> 5));
        }

        a.Ld(3, Vector, VectorLayout.Cr);
        a.Word(0x7c6ff120);
        a.Ld(3, Vector, VectorLayout.Xer);
        a.MoveToSpecial(1, 3);
        a.Ld(3, Vector, VectorLayout.Lr);
        a.MoveToSpecial(8, 3);
        a.Ld(3, Vector, VectorLayout.Ctr);
        a.MoveToSpecial(9, 3);
        for (var i = 0; i < Vector; i++)
        {
            a.Ld(i, Vector, VectorLayout.Gpr + (8 * i));
        }

        // bctar
        a.Word(0x4e800460);
    }

    private static void Store(GuestAssembler a, uint next, uint end, out uint taken)
    {
        a.Std(0, Vector, VectorLayout.Gpr);
        a.Li(0, 0);
        a.Branch(a.Here + 12);
        taken = a.Here;
        a.Std(0, Vector, VectorLayout.Gpr);
        a.Li(0, 1);
        // The first path joins here.
        a.Std(0, Vector, VectorLayout.Path);
        for (var i = 1; i < Vector; i++)
        {
            a.Std(i, Vector, VectorLayout.Gpr + (8 * i));
        }

        // mfcr
        a.X(19, 3, 0, 0);
        a.Std(3, Vector, VectorLayout.Cr);
        a.MoveFromSpecial(1, 3);
        a.Std(3, Vector, VectorLayout.Xer);
        a.MoveFromSpecial(8, 3);
        a.Std(3, Vector, VectorLayout.Lr);
        a.MoveFromSpecial(9, 3);
        a.Std(3, Vector, VectorLayout.Ctr);
        for (var i = 0; i < 64; i++)
        {
            a.Li(3, VectorLayout.Vsr + (16 * i));
            // stxvd2x
            a.Word((31u << 26) | ((uint)(i & 31) << 21) | (Vector << 16) | (3u << 11) | (972u << 1) | (uint)(i >> 5));
        }

        a.Word(0xfc00048e);
        a.D(54, 0, Vector, VectorLayout.Fpscr);
        a.Word(0x10000604);
        a.Li(3, VectorLayout.Vscr);
        a.X(231, 0, Vector, 3);
        a.Li32(4, VectorLayout.MemoryBase);
        for (var i = 0; i < VectorLayout.MemorySize; i += 8)
        {
            a.Ld(3, 4, i);
            a.Std(3, Vector, VectorLayout.Memory + i);
        }

        a.Addi(Vector, Vector, VectorLayout.Size);
        a.Li32(5, end);
        // cmpld, blt
        a.X(32, 1, Vector, 5);
        a.BranchIf(12, 0, next);
        Finish(a);
    }

    private static void Finish(GuestAssembler a)
    {
        a.Li32(4, VectorLayout.VectorBase);
        var again = a.Here;
        // subf r5,r4,end; write(1, r4, r5)
        a.X(40, 5, 4, Vector);
        a.Std(4, Vector, 0);
        a.Li(0, 4);
        a.Li(3, 1);
        a.Word(0x44000002);
        a.Ld(4, Vector, 0);
        a.X(266, 4, 4, 3);
        a.X(32, 1, 4, Vector);
        a.BranchIf(12, 0, again);
        a.Li(0, 1);
        a.Li(3, 0);
        a.Word(0x44000002);
    }

    private static byte[] Link(bool little, params (uint Address, byte[] Bytes, uint Flags)[] segments)
    {
        const int header = 64;
        const int entry = 56;
        using var file = new MemoryStream();
        var head = new byte[4096];
        ReadOnlySpan<byte> magic = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, little ? (byte)1 : (byte)2, 1];
        magic.CopyTo(head);
        Put16(head, 16, 2, little);
        Put16(head, 18, 21, little);
        Put32(head, 20, 1, little);
        Put(head.AsSpan(24), LoaderBase, little);
        Put(head.AsSpan(32), header, little);
        Put32(head, 48, 2, little);
        Put16(head, 52, header, little);
        Put16(head, 54, entry, little);
        Put16(head, 56, (ushort)segments.Length, little);
        file.Write(head);
        for (var i = 0; i < segments.Length; i++)
        {
            var at = header + (i * entry);
            var (address, bytes, flags) = segments[i];
            file.Position = (file.Length + 0xffff) & ~0xffffL;
            Put32(head, at, 1, little);
            Put32(head, at + 4, flags, little);
            Put(head.AsSpan(at + 8), (ulong)file.Position, little);
            Put(head.AsSpan(at + 16), address, little);
            Put(head.AsSpan(at + 24), address, little);
            Put(head.AsSpan(at + 32), (ulong)bytes.Length, little);
            // A page more, for the place where the last write keeps its pointer.
            Put(head.AsSpan(at + 40), (ulong)bytes.Length + (flags == 6 ? 4096u : 0), little);
            Put(head.AsSpan(at + 48), 0x10000, little);
            file.Write(bytes);
        }

        file.Position = 0;
        file.Write(head);
        return file.ToArray();
    }

    private static void Put(Span<byte> at, ulong value, bool little) =>
        BinaryPrimitives.WriteUInt64LittleEndian(at, little ? value : BinaryPrimitives.ReverseEndianness(value));

    private static void Put32(byte[] at, int offset, uint value, bool little) =>
        BinaryPrimitives.WriteUInt32LittleEndian(
            at.AsSpan(offset),
            little ? value : BinaryPrimitives.ReverseEndianness(value)
        );

    private static void Put16(byte[] at, int offset, ushort value, bool little) =>
        BinaryPrimitives.WriteUInt16LittleEndian(
            at.AsSpan(offset),
            little ? value : BinaryPrimitives.ReverseEndianness(value)
        );
}
