using System.Runtime.InteropServices;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Replay.Tests.Fake;

/// <summary>CPU and device of the fake machine in one section each; schemas by hand, so that a test can make another version.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FakeCpuState : IStateStruct
{
    public ulong Pc;
    public ulong Accumulator;
    public ulong Halted;
    public ulong Wake;

    public static StateSchema Schema { get; } =
        new(
            "fake.cpu",
            1,
            32,
            [
                new StateField("Pc", StateFieldKind.U64, 0, 1),
                new StateField("Accumulator", StateFieldKind.U64, 8, 1),
                new StateField("Halted", StateFieldKind.U64, 16, 1),
                new StateField("Wake", StateFieldKind.U64, 24, 1),
            ]
        );
}

[StructLayout(LayoutKind.Sequential)]
internal struct FakeDeviceState : IStateStruct
{
    public ulong Reads;
    public ulong Latch;

    public static StateSchema Schema { get; } =
        new(
            "fake.device",
            1,
            16,
            [new StateField("Reads", StateFieldKind.U64, 0, 1), new StateField("Latch", StateFieldKind.U64, 8, 1)]
        );
}

/// <summary>The device of a later build: the same bytes under a newer version.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FakeDeviceStateV2 : IStateStruct
{
    public ulong Reads;
    public ulong Latch;

    public static StateSchema Schema { get; } =
        new("fake.device", 2, 16, [new StateField("Reads2", StateFieldKind.U64, 0, 2)]);
}
