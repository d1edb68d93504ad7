using System.Runtime.CompilerServices;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Machine.Tests.State;

/// <summary>A schema of every shape, written by hand as the generator would do it.</summary>
public struct SampleState : IStateStruct
{
    public ulong Wide;
    public int Signed;
    public byte A;
    public byte B;
    public ushort C;
    public SampleBytes Fifo;

    public static StateSchema Schema { get; } =
        new(
            "sample",
            2,
            80,
            [
                new StateField("Wide", StateFieldKind.U64, 0, 1),
                new StateField("Signed", StateFieldKind.I32, 8, 1),
                new StateField("A", StateFieldKind.U8, 12, 1),
                new StateField("B", StateFieldKind.U8, 13, 1),
                new StateField("C", StateFieldKind.U16, 14, 1),
                new StateField("Fifo", StateFieldKind.U8, 16, 64),
            ]
        );
}

[InlineArray(64)]
public struct SampleBytes
{
    private byte first;
}
