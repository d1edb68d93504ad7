using System;
using System.Buffers.Binary;
using ReplayEmu.Machine.Memory;
using static ReplayEmu.Devices.Display.Vga.VgaRegisters;

namespace ReplayEmu.Devices.Display.Vga;

/// <summary>
/// The window at 0xA0000: what the graphics controller and the sequencer make of an access. Video memory holds the four
/// planes interleaved: byte p of a 32-bit word is plane p, and chain-4 addresses the bytes in order.
/// </summary>
internal sealed unsafe class VgaMemory(VgaState* state, MemoryBlock vram) : IBusDevice
{
    public const ulong Address = 0xA0000;
    public const ulong Size = 0x20000;

    private ulong Mask => vram.Size - 1;

    public ulong Read(ulong offset, int size)
    {
        if (!Locate(offset, out var address))
        {
            return 0xff;
        }

        if (IsChain4)
        {
            return vram.Bytes[address & Mask];
        }

        if (IsOddEven)
        {
            return vram.Bytes[OddEven(address, out _)];
        }

        var word = (address << 2) & Mask;
        state->Latch = LoadWord(word);
        if ((state->Graphics[GfxMode] & GfxModeReadCompare) == 0)
        {
            return (byte)(state->Latch >> (8 * (state->Graphics[GfxReadMap] & 3)));
        }

        var care = Spread(state->Graphics[GfxColorDontCare]);
        var different = (state->Latch ^ Spread(state->Graphics[GfxColorCompare])) & care;
        different |= different >> 16;
        different |= different >> 8;
        return (byte)~different;
    }

    public void Write(ulong offset, int size, ulong value)
    {
        if (!Locate(offset, out var address))
        {
            return;
        }

        var planes = state->Sequencer[SeqMapMask];
        if (IsChain4)
        {
            if ((planes & (1 << (int)(address & 3))) != 0)
            {
                StoreByte(address & Mask, (byte)value);
            }
        }
        else if (IsOddEven)
        {
            var target = OddEven(address, out var plane);
            if ((planes & (1 << plane)) != 0)
            {
                StoreByte(target, (byte)value);
            }
        }
        else
        {
            var word = (address << 2) & Mask;
            var mask = Spread(planes);
            var data = Combine((byte)value);
            vram.MarkWritten(word, 4);
            StoreWord(word, (LoadWord(word) & ~mask) | (data & mask));
        }
    }

    /// <summary>0xff in each byte whose plane bit is set.</summary>
    public static uint Spread(int planes)
    {
        var bits = (uint)planes & 15;
        return ((bits & 1) | (bits & 2) << 7 | (bits & 4) << 14 | (bits & 8) << 21) * 0xff;
    }

    private bool IsChain4 => (state->Sequencer[SeqMemory] & SeqMemoryChain4) != 0;

    private bool IsOddEven => (state->Graphics[GfxMode] & GfxModeOddEven) != 0;

    /// <summary>Offset from 0xA0000 to an address in the window that the memory map field selects.</summary>
    private bool Locate(ulong offset, out ulong address)
    {
        address = offset;
        switch (state->Graphics[GfxMisc] >> 2 & 3)
        {
            case 0:
                return true;
            case 1:
                address = offset + Bank;
                return offset < 0x10000;
            case 2:
                address = offset - 0x10000;
                return offset is >= 0x10000 and < 0x18000;
            default:
                address = offset - 0x18000;
                return offset >= 0x18000;
        }
    }

    private ulong Bank => (ulong)state->Vbe[(int)VbeRegister.Bank] << 16;

    private ulong OddEven(ulong address, out int plane)
    {
        plane = (state->Graphics[GfxReadMap] & 2) | (int)(address & 1);
        return ((address & ~1ul) << 1 | (uint)plane) & Mask;
    }

    /// <summary>Write modes 0 to 3 with rotation, set/reset, logical function and bit mask.</summary>
    private uint Combine(byte value)
    {
        var mode = state->Graphics[GfxMode] & 3;
        if (mode == 1)
        {
            return state->Latch;
        }

        var rotate = state->Graphics[GfxRotate] & 7;
        var rotated = (byte)(value >> rotate | value << (8 - rotate));
        var bits = state->Graphics[GfxBitMask];
        uint data;
        switch (mode)
        {
            case 0:
                var reset = Spread(state->Graphics[GfxEnableSetReset]);
                data = (rotated * 0x01010101u & ~reset) | (Spread(state->Graphics[GfxSetReset]) & reset);
                break;
            case 2:
                data = Spread(value);
                break;
            default:
                bits &= rotated;
                data = Spread(state->Graphics[GfxSetReset]);
                break;
        }

        data = (state->Graphics[GfxRotate] >> 3) switch
        {
            1 => data & state->Latch,
            2 => data | state->Latch,
            3 => data ^ state->Latch,
            _ => data,
        };
        var mask = bits * 0x01010101u;
        return (data & mask) | (state->Latch & ~mask);
    }

    private uint LoadWord(ulong address) =>
        BinaryPrimitives.ReadUInt32LittleEndian(new ReadOnlySpan<byte>(vram.Bytes + address, 4));

    private void StoreWord(ulong address, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(new Span<byte>(vram.Bytes + address, 4), value);

    private void StoreByte(ulong address, byte value)
    {
        vram.MarkWritten(address, 1);
        vram.Bytes[address] = value;
    }
}
