using System.Buffers.Binary;
using System.Collections.Generic;

namespace ReplayEmu.Cpu.Power.Fuzz;

/// <summary>As much of an assembler as the guest program needs.</summary>
internal sealed class GuestAssembler(uint origin, bool little)
{
    private readonly List<uint> words = [];

    public uint Here => origin + (uint)(words.Count * 4);

    public byte[] Bytes
    {
        get
        {
            var bytes = new byte[words.Count * 4];
            for (var i = 0; i < words.Count; i++)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(
                    System.MemoryExtensions.AsSpan(bytes, i * 4),
                    little ? words[i] : BinaryPrimitives.ReverseEndianness(words[i])
                );
            }

            return bytes;
        }
    }

    public void Word(uint word) => words.Add(word);

    /// <summary>D form.</summary>
    public void D(uint opcode, int t, int a, int displacement) =>
        Word((opcode << 26) | ((uint)t << 21) | ((uint)a << 16) | (ushort)displacement);

    /// <summary>X form of primary opcode 31.</summary>
    public void X(uint extended, int t, int a, int b) =>
        Word((31u << 26) | ((uint)t << 21) | ((uint)a << 16) | ((uint)b << 11) | (extended << 1));

    public void Li(int t, int value) => D(14, t, 0, value);

    public void Li32(int t, uint value)
    {
        D(15, t, 0, (short)(value >> 16));
        D(24, t, t, (int)(value & 0xffff));
    }

    public void Addi(int t, int a, int value) => D(14, t, a, value);

    public void Ld(int t, int a, int displacement) => D(58, t, a, displacement);

    public void Std(int s, int a, int displacement) => D(62, s, a, displacement);

    public void MoveToSpecial(int number, int s) => X(467, s, number & 31, number >> 5);

    public void MoveFromSpecial(int number, int t) => X(339, t, number & 31, number >> 5);

    public void Branch(uint target) => Word((18u << 26) | ((target - Here) & 0x03fffffc));

    /// <summary>bc with a condition bit.</summary>
    public void BranchIf(int bo, int bit, uint target) =>
        Word((16u << 26) | ((uint)bo << 21) | ((uint)bit << 16) | ((target - Here) & 0xfffc));
}
