using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Runtime.InteropServices;
using Iced.Intel;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>
/// Makes cases on the host and takes from them what does not matter: a piece stays only when its value has an influence.
/// </summary>
internal sealed class FrozenCaseMaker : IDisposable
{
    private const ulong Seed = 1978;
    private readonly HostCpu host = new();
    private readonly InstructionInfoFactory used = new();
    private readonly ulong[] memory = new ulong[OracleMemory.DataSize / 8];
    private readonly ulong[] memoryAfter = new ulong[OracleMemory.DataSize / 8];
    private readonly ulong[] trialAfter = new ulong[OracleMemory.DataSize / 8];
    private CpuImage image;
    private CpuImage imageAfter;

    public static void WriteFile(string path)
    {
        using var maker = new FrozenCaseMaker();
        var cases = new List<FrozenCase>();
        foreach (var bitness in (int[])[32, 64])
        {
            foreach (var code in OracleCoverage.Covered(bitness).Where(HostFeatures.Has))
            {
                var both = code.ToOpCode() is { Mode32: true, Mode64: true };
                var count = FloatCodes.IsArithmetic(code) ? 5 : 3;
                maker.Make(cases, code, bitness, both && bitness == 64 ? 2 : count);
            }
        }

        using var file = File.Create(path);
        using var compressed = new BrotliStream(file, CompressionLevel.SmallestSize);
        using var writer = new BinaryWriter(compressed);
        FrozenCase.Write(writer, cases);
    }

    public void Dispose() => host.Dispose();

    private void Make(List<FrozenCase> cases, Code code, int bitness, int count)
    {
        for (var round = 0; count > 0; round++)
        {
            var random = new CaseRandom(IsaFuzz.SeedOf(Seed, code, bitness, round));
            var form = new Form(code, bitness, random);
            var start = new CaseStart(form, random);
            start.Fill(host.Data, ref image);
            if (!start.Choose(host.Data, ref image))
            {
                continue;
            }

            count--;
            var undefined = UndefinedFlags.Of(form.Mnemonic, form.Width, start.MaskedCount(image));
            // What a mode lacks is no part of the start either.
            Comparable.Normalize(ref image, form.Instruction, bitness, undefined: 0);
            host.Load(form.Bytes, bitness);
            MemoryMarshal.Cast<byte, ulong>(host.Data).CopyTo(memory);
            Reduce(form, undefined, start.Target);
            cases.Add(
                new FrozenCase
                {
                    Bitness = (byte)bitness,
                    Instruction = form.Bytes,
                    Undefined = (ushort)undefined,
                    Target = (ushort)(start.Target - OracleMemory.Base),
                    Before = Differences(FrozenStart.Image, image, static i => FrozenStart.Memory(i), memory),
                    Changes = Differences(image, imageAfter, i => memory[i], memoryAfter),
                }
            );
        }
    }

    private static List<(int Piece, ulong Value)> Differences(
        in CpuImage from,
        in CpuImage to,
        Func<int, ulong> fromMemory,
        ulong[] toMemory
    )
    {
        var differences = new List<(int, ulong)>();
        for (var i = 0; i < CpuImage.PieceCount; i++)
        {
            if (from.Pieces()[i] != to.Pieces()[i])
            {
                differences.Add((i, to.Pieces()[i]));
            }
        }

        for (var i = 0; i < toMemory.Length; i++)
        {
            if (fromMemory(i) != toMemory[i])
            {
                differences.Add((CpuImage.PieceCount + i, toMemory[i]));
            }
        }

        return differences;
    }

    private void Reduce(Form form, uint undefined, int target)
    {
        Run(form, undefined, image, memory, out imageAfter, memoryAfter);
        var kept = Kept(form);
        for (var i = 0; i < CpuImage.PieceCount; i++)
        {
            if (!kept.Contains(i))
            {
                Try(form, undefined, i, FrozenStart.Image.Pieces()[i]);
            }
        }

        var keepsOperands = MayFault(form.Mnemonic);
        for (var i = 0; i < memory.Length; i++)
        {
            var address = OracleMemory.Base + (8 * i);
            var isOperand = address + 8 > target && address < target + Math.Max(form.MemoryBytes, 16);
            if (!keepsOperands || !(isOperand || Math.Abs(address - OracleMemory.Stack) < 0x100))
            {
                Try(form, undefined, CpuImage.PieceCount + i, FrozenStart.Memory(i));
            }
        }
    }

    /// <summary>Keeps a piece's new value when the rest of the result is the same with it.</summary>
    private void Try(Form form, uint undefined, int piece, ulong value)
    {
        var trial = image;
        var inMemory = piece - CpuImage.PieceCount;
        var old = inMemory < 0 ? trial.Pieces()[piece] : memory[inMemory];
        if (old == value)
        {
            return;
        }

        Set(ref trial, piece, value);
        Run(form, undefined, trial, memory, out var after, trialAfter);
        var (wasAfter, isAfter) =
            inMemory < 0
                ? (imageAfter.Pieces()[piece], after.Pieces()[piece])
                : (memoryAfter[inMemory], trialAfter[inMemory]);
        var stays = wasAfter == old && isAfter == value;
        // Compared without the piece itself.
        var compared = after;
        Set(ref compared, piece, wasAfter, trialAfter);
        var same =
            (stays || isAfter == wasAfter)
            && compared.Pieces().SequenceEqual(imageAfter.Pieces())
            && trialAfter.AsSpan().SequenceEqual(memoryAfter);
        Set(ref compared, piece, isAfter, trialAfter);
        if (same)
        {
            image = trial;
            imageAfter = compared;
            trialAfter.CopyTo(memoryAfter, 0);
        }
        else
        {
            Set(ref trial, piece, old);
        }
    }

    private void Set(ref CpuImage registers, int piece, ulong value) => Set(ref registers, piece, value, memory);

    private static void Set(ref CpuImage registers, int piece, ulong value, ulong[] data)
    {
        if (piece < CpuImage.PieceCount)
        {
            registers.PiecesToSet()[piece] = value;
        }
        else
        {
            data[piece - CpuImage.PieceCount] = value;
        }
    }

    private void Run(Form form, uint undefined, in CpuImage from, ulong[] data, out CpuImage to, ulong[] dataAfter)
    {
        data.CopyTo(MemoryMarshal.Cast<byte, ulong>(host.Data));
        to = from;
        host.Run(ref to, form.Bitness);
        Comparable.Normalize(ref to, form.Instruction, form.Bitness, undefined);
        MemoryMarshal.Cast<byte, ulong>(host.Data).CopyTo(dataAfter);
    }

    /// <summary>The registers that the instruction has to do with: another value may be a fault.</summary>
    private HashSet<int> Kept(Form form)
    {
        var kept = new HashSet<int> { (CpuImage.GprOffset / 8) + 4 };
        foreach (var register in used.GetInfo(form.Instruction).GetUsedRegisters())
        {
            if (register.Register.IsGPR())
            {
                kept.Add((CpuImage.GprOffset / 8) + Form.NumberOf(register.Register));
            }
        }

        return kept;
    }

    private static bool MayFault(Mnemonic mnemonic) =>
        mnemonic
            is Mnemonic.Div
                or Mnemonic.Idiv
                or Mnemonic.Ret
                or Mnemonic.Popf
                or Mnemonic.Popfd
                or Mnemonic.Popfq
                or Mnemonic.Pop
                or Mnemonic.Jmp
                or Mnemonic.Call
                or Mnemonic.Mov
                or Mnemonic.Lds
                or Mnemonic.Les
                or Mnemonic.Bound
                or Mnemonic.Leave
                or Mnemonic.Enter
                or Mnemonic.Fxrstor
                or Mnemonic.Fxrstor64
                or Mnemonic.Ldmxcsr;
}
