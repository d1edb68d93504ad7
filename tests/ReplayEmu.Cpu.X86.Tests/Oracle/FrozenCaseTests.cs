using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Runtime.InteropServices;
using Iced.Intel;
using NUnit.Framework;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>
/// What an x86-64 processor (AMD EPYC, Zen 4) gave for a few cases of every instruction that the oracle covers, so that hosts of
/// other kinds check the interpreter, too. <c>scripts/isa-vectors</c> makes the file.
/// </summary>
[TestFixture]
internal sealed class FrozenCaseTests
{
    private const string File = "x86-cases.bin";

    [TestCase(32)]
    [TestCase(64)]
    public void The_interpreter_gives_what_a_processor_gave(int bitness)
    {
        using var guest = new GuestCpu(bitness);
        var differences = new List<string>();
        var codes = new HashSet<Code>();
        foreach (var one in Cases().Where(c => c.Bitness == bitness))
        {
            var instruction = Decode(one);
            codes.Add(instruction.Code);
            if (Run(guest, one, instruction) is { } difference)
            {
                differences.Add(difference);
                break;
            }
        }

        Assert.That(differences, Is.Empty);
        Assert.That(OracleCoverage.Covered(bitness).Except(codes), Is.Empty, "in no case: run scripts/isa-vectors");
    }

    private static List<FrozenCase> Cases()
    {
        using var resource = typeof(FrozenCaseTests).Assembly.GetManifestResourceStream(File)!;
        using var compressed = new BrotliStream(resource, CompressionMode.Decompress);
        using var reader = new BinaryReader(compressed);
        return FrozenCase.Read(reader);
    }

    private static Instruction Decode(FrozenCase one)
    {
        var decoder = Decoder.Create(one.Bitness, one.Instruction);
        decoder.IP = OracleMemory.Code;
        return decoder.Decode();
    }

    private static string? Run(GuestCpu guest, FrozenCase one, in Instruction instruction)
    {
        var before = FrozenStart.Image;
        var memory = new ulong[OracleMemory.DataSize / 8];
        FrozenStart.Fill(memory);
        Apply(one.Before, ref before, memory);
        memory.CopyTo(MemoryMarshal.Cast<byte, ulong>(guest.Data));
        guest.Load(one.Instruction);
        var actual = before;
        var wrong = guest.Run(ref actual, instruction, one.Instruction.Length, whole: true);
        var expected = before;
        Apply(one.Changes, ref expected, memory);
        var expectedData = MemoryMarshal.AsBytes(memory.AsSpan());
        IgnoredMemory.Copy(instruction.Code, one.Target, expectedData, guest.Data);
        Comparable.Normalize(ref expected, instruction, one.Bitness, one.Undefined);
        Comparable.Normalize(ref actual, instruction, one.Bitness, one.Undefined);
        return
            wrong == null
            && Comparable.AreSame(instruction.Mnemonic, expected, actual)
            && expectedData.SequenceEqual(guest.Data)
            ? null
            : $"{wrong} "
                + Difference.Show(
                    instruction,
                    before,
                    expected,
                    actual,
                    expectedData,
                    guest.Data,
                    OracleMemory.Base + one.Target
                );
    }

    private static void Apply(List<(int Piece, ulong Value)> pieces, ref CpuImage image, ulong[] memory)
    {
        foreach (var (piece, value) in pieces)
        {
            if (piece < CpuImage.PieceCount)
            {
                image.PiecesToSet()[piece] = value;
            }
            else
            {
                memory[piece - CpuImage.PieceCount] = value;
            }
        }
    }
}
