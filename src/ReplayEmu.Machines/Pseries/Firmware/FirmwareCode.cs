using System;
using System.Buffers.Binary;

namespace ReplayEmu.Machines.Pseries.Firmware;

/// <summary>The few instructions of the firmware that are in the guest's memory: they call back.</summary>
internal static class FirmwareCode
{
    /// <summary>Where the processor begins.</summary>
    public const ulong Start = 0x100;

    /// <summary>Address of the client interface, which the client gets in r5.</summary>
    public const ulong ClientInterface = 0x180;

    /// <summary>Memory from 0 to here is the firmware's.</summary>
    public const ulong End = 0x20000;

    /// <summary>Stack of the client at its start.</summary>
    public const ulong Stack = End - 0x200;
    private const uint MoveArguments = 0x7c641b78;
    private const uint NoArguments = 0x38800000;
    private const uint ClearNumber = 0x3c600000;
    private const uint SetNumber = 0x60630000;
    private const uint CallHypervisor = 0x44000022;
    private const uint Return = 0x4e800020;
    private const uint Stay = 0x48000000;
    private const uint RtasNumber = 0xf000;

    /// <summary>At <see cref="Start"/>: a call without arguments, which does not come back.</summary>
    public static byte[] Boot { get; } =
        Bytes(
            ClearNumber,
            SetNumber | (uint)IBuiltInFirmware.CallNumber,
            // li r4, 0
            NoArguments,
            CallHypervisor,
            Stay
        );

    /// <summary>At <see cref="ClientInterface"/>: arguments in r3.</summary>
    public static byte[] Client { get; } = Forward((uint)IBuiltInFirmware.CallNumber);

    /// <summary>Run-time services, wherever the client wants them: arguments in r3.</summary>
    public static byte[] Rtas { get; } = Forward(RtasNumber);

    private static byte[] Forward(uint number) =>
        // mr r4, r3
        Bytes(MoveArguments, ClearNumber, SetNumber | number, CallHypervisor, Return);

    private static byte[] Bytes(params ReadOnlySpan<uint> words)
    {
        var bytes = new byte[words.Length * 4];
        for (var i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(i * 4), words[i]);
        }

        return bytes;
    }
}
