using System;
using System.Buffers.Binary;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Pc.Ich9;

/// <summary>
/// The chipset registers behind RCBA (Intel 316972, chapter 10): D25IR to D31IR say which wire each pin of the chipset's own slots
/// is on; everything else keeps what was written, without effect, as in QEMU.
/// </summary>
internal sealed unsafe class Ich9ChipsetRegisters(Ich9LpcState* state, bool noReboot) : IBusDevice
{
    public const int Size = 16 << 10;

    /// <summary>INTA# to INTD# on PIRQA to PIRQD.</summary>
    private const ushort StraightRoute = 0x3210;

    /// <summary>GCS: general control and status; bit 5 is the no-reboot strap.</summary>
    private const int GeneralControl = 0x3410;
    private const byte NoReboot = 0x20;

    private static readonly (int Register, int Slot)[] routes =
    [
        (0x3140, 31),
        (0x3144, 29),
        (0x3146, 28),
        (0x3148, 27),
        (0x314c, 26),
        (0x3150, 25),
    ];

    private readonly Ich9LpcState* state = state;

    private Span<byte> Bytes => state->Chipset;

    public void Reset()
    {
        Bytes.Clear();
        Bytes[GeneralControl] = noReboot ? NoReboot : (byte)0;
        foreach (var (register, _) in routes)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(Bytes[register..], StraightRoute);
        }
    }

    public ulong Read(ulong offset, int size)
    {
        ulong value = 0;
        for (var i = 0; i < size; i++)
        {
            value |= (ulong)Bytes[(int)offset + i] << (8 * i);
        }

        return value;
    }

    /// <exception cref="UnimplementedException">A slot's pins are routed otherwise than at reset.</exception>
    public void Write(ulong offset, int size, ulong value)
    {
        for (var i = 0; i < size; i++)
        {
            Bytes[(int)offset + i] = (byte)(value >> (8 * i));
        }

        foreach (var (register, slot) in routes)
        {
            if (BinaryPrimitives.ReadUInt16LittleEndian(Bytes[register..]) is var route and not StraightRoute)
            {
                throw new UnimplementedException(
                    $"ICH9-LPC D{slot}IR: pins routed as 0x{route:x4}, not 0x{StraightRoute:x4}"
                );
            }
        }
    }
}
