using System;
using System.Buffers.Binary;
using ReplayEmu.Machine.Memory;
using static ReplayEmu.Devices.Firmware.FwCfg.FwCfgKeys;

namespace ReplayEmu.Devices.Firmware.FwCfg;

/// <summary>
/// The DMA interface: a descriptor in guest memory says what to copy. Only RAM is a target; anything else ends the transfer
/// with the error bit, so that a length from the guest costs no more than its RAM. No item is writable.
/// </summary>
internal sealed unsafe class FwCfgDma(AddressSpace memory, DmaChannel channel, FwCfgItems items)
{
    private const int DescriptorBytes = 16;
    private readonly byte[] page = new byte[MemoryBlock.PageSize];

    /// <summary>Runs the transfer whose descriptor is at a guest-physical address.</summary>
    public void Transfer(FwCfgState* state, ulong address)
    {
        Span<byte> descriptor = stackalloc byte[DescriptorBytes];
        channel.Read(address, descriptor);
        var control = BinaryPrimitives.ReadUInt32BigEndian(descriptor);
        var length = BinaryPrimitives.ReadUInt32BigEndian(descriptor[4..]);
        var target = BinaryPrimitives.ReadUInt64BigEndian(descriptor[8..]);
        if ((control & DmaSelect) != 0)
        {
            state->Key = (ushort)(control >> 16);
            state->Offset = 0;
        }

        var ok = true;
        if ((control & DmaRead) != 0)
        {
            ok = Copy(state, target, length);
        }
        else if ((control & DmaWrite) != 0)
        {
            ok = length == 0;
        }
        else if ((control & DmaSkip) != 0)
        {
            Advance(state, length);
        }

        Span<byte> result = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(result, ok ? 0 : DmaError);
        channel.Write(address, result);
    }

    /// <summary>Copies the selected item from its present offset; zeros follow its end.</summary>
    private bool Copy(FwCfgState* state, ulong target, uint length)
    {
        while (length > 0)
        {
            if (memory.ResolveWritePage(target, out _, out _) == null)
            {
                return false;
            }

            var count = (int)Math.Min(length, MemoryBlock.PageSize - (target & (MemoryBlock.PageSize - 1)));
            var chunk = page.AsSpan(0, count);
            chunk.Clear();
            var item = items.Find(state->Key);
            if (state->Offset < item.Length)
            {
                var rest = item[(int)state->Offset..];
                rest[..Math.Min(count, rest.Length)].CopyTo(chunk);
            }

            channel.Write(target, chunk);
            Advance(state, (uint)count);
            target = unchecked(target + (ulong)count);
            length -= (uint)count;
        }

        return true;
    }

    /// <summary>The offset stays at the end of the item, however far a guest reads on.</summary>
    private void Advance(FwCfgState* state, uint count)
    {
        var size = (uint)items.Find(state->Key).Length;
        state->Offset = (uint)Math.Min(size, (ulong)state->Offset + count);
    }
}
