using System;
using Iced.Intel;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>What of two images is compared.</summary>
internal static unsafe class Comparable
{
    /// <summary>Whether what is left of two normalized images is the same.</summary>
    public static bool AreSame(Mnemonic mnemonic, in CpuImage expected, in CpuImage actual) =>
        expected.Pieces().SequenceEqual(actual.Pieces())
        || (Transcendental.Is(mnemonic) && Transcendental.AreNear(expected, actual));

    /// <summary>Takes away what is not compared: instruction pointers of the x87, what a mode does not have, undefined flags.</summary>
    public static void Normalize(ref CpuImage image, in Instruction instruction, int bitness, uint undefined)
    {
        (image.Reserved, image.Opcode, image.Ip, image.Dp, image.MxcsrMask) = (0, 0, 0, 0, 0);
        for (var i = 0; i < 8; i++)
        {
            image.St[(2 * i) + 1] &= 0xffff;
        }

        for (var i = 0; i < 12; i++)
        {
            image.Rest[i] = 0;
        }

        for (var i = 0; i < 16 && bitness == 32; i++)
        {
            image.Gpr[i] = i < 8 ? (uint)image.Gpr[i] : 0;
        }

        for (var i = 16; i < 32 && bitness == 32; i++)
        {
            image.Xmm[i] = 0;
        }

        if (instruction.Code == Code.Cmpxchg_rm32_r32 && instruction.Op0Kind == OpKind.Register)
        {
            // When it does not exchange, Intel's processors write the destination and so clear its upper half (SDM volume 2,
            // CMPXCHG: DEST := TEMP), AMD's leave it alone.
            ref var destination = ref image.Gpr[Form.NumberOf(instruction.Op0Register)];
            destination = (image.Flags & Eflag.Zero) == 0 ? (uint)destination : destination;
        }

        image.Flags &= (Eflag.Arithmetic | Eflag.Direction) & ~undefined;
    }
}
