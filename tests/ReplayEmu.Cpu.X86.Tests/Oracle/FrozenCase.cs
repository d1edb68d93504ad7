using System;
using System.Collections.Generic;
using System.IO;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>
/// One case as a host's processor decided it: the instruction, where it started other than <see cref="FrozenStart"/>, and what it changed.
/// Pieces are numbers of eight bytes: those of <see cref="CpuImage"/>, then those of the data.
/// </summary>
internal sealed class FrozenCase
{
    public required byte Bitness { get; init; }

    public required byte[] Instruction { get; init; }

    /// <summary>Flags that the manual leaves undefined here.</summary>
    public required ushort Undefined { get; init; }

    /// <summary>Offset of the memory operand in the data.</summary>
    public required ushort Target { get; init; }

    public required List<(int Piece, ulong Value)> Before { get; init; }

    public required List<(int Piece, ulong Value)> Changes { get; init; }

    public static List<FrozenCase> Read(BinaryReader reader)
    {
        var cases = new List<FrozenCase>();
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            cases.Add(
                new FrozenCase
                {
                    Bitness = reader.ReadByte(),
                    Instruction = reader.ReadBytes(reader.ReadByte()),
                    Undefined = reader.ReadUInt16(),
                    Target = reader.ReadUInt16(),
                    Before = ReadPieces(reader),
                    Changes = ReadPieces(reader),
                }
            );
        }

        return cases;
    }

    public static void Write(BinaryWriter writer, List<FrozenCase> cases)
    {
        writer.Write(cases.Count);
        foreach (var one in cases)
        {
            writer.Write(one.Bitness);
            writer.Write((byte)one.Instruction.Length);
            writer.Write(one.Instruction);
            writer.Write(one.Undefined);
            writer.Write(one.Target);
            WritePieces(writer, one.Before);
            WritePieces(writer, one.Changes);
        }
    }

    private static List<(int Piece, ulong Value)> ReadPieces(BinaryReader reader)
    {
        var pieces = new List<(int, ulong)>();
        for (var count = reader.Read7BitEncodedInt(); count > 0; count--)
        {
            var piece = reader.Read7BitEncodedInt();
            pieces.Add((piece, reader.ReadUInt64()));
        }

        return pieces;
    }

    private static void WritePieces(BinaryWriter writer, List<(int Piece, ulong Value)> pieces)
    {
        writer.Write7BitEncodedInt(pieces.Count);
        foreach (var (piece, value) in pieces)
        {
            writer.Write7BitEncodedInt(piece);
            writer.Write(value);
        }
    }
}

/// <summary>The registers and memory that a <see cref="FrozenCase"/> starts from where it says nothing else.</summary>
internal static unsafe class FrozenStart
{
    private static readonly CpuImage image = MakeImage();

    public static ref readonly CpuImage Image => ref image;

    public static ulong Memory(int piece) => 0x0101010101010101UL * (ulong)(piece & 0xf);

    public static void Fill(Span<ulong> memory)
    {
        for (var i = 0; i < memory.Length; i++)
        {
            memory[i] = Memory(i);
        }
    }

    private static CpuImage MakeImage()
    {
        var start = default(CpuImage);
        start.Control = 0x37f;
        start.Mxcsr = 0x1f80;
        for (var i = 0; i < 8; i++)
        {
            (start.St[2 * i], start.St[(2 * i) + 1]) = ((1UL << 63) + (ulong)i, 0x3fff);
        }

        // XMM8 and beyond stay zero, as 32-bit mode lacks them.
        for (var i = 0; i < 16; i++)
        {
            start.Xmm[i] = 0x1111111111111111UL * (ulong)(i & 0xf);
        }

        for (var i = 0; i < 8; i++)
        {
            start.Gpr[i] = 0x11111111UL * (ulong)i;
        }

        start.Gpr[4] = OracleMemory.Stack;
        return start;
    }
}
