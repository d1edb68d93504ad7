using System;
using System.Buffers.Binary;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Virtio.Rng;

/// <summary>
/// An entropy device (Virtio 1.2, section 5.4). Its bytes follow from the machine's seed and from how many were taken before, so
/// that a replay gives the same (SplitMix64, Steele and others 2014). It is no source of secrets.
/// </summary>
public sealed unsafe class VirtioRng : VirtioPciDevice
{
    private const int QueueSize = 8;

    /// <summary>Bytes of one request that are filled; drivers ask for some dozens.</summary>
    private const ulong MaximumRequest = 1 << 20;

    private const ulong Step = 0x9e37_79b9_7f4a_7c15;
    private static readonly VirtioKind kind = new(4, 0x1005, 0x00ff);
    private readonly VirtioRngState* state;
    private readonly ulong seed;

    /// <param name="seed">Of the machine.</param>
    public VirtioRng(VirtualMachine machine, PciBus bus, PropertySet properties, ulong seed)
        : base(
            machine,
            bus,
            properties,
            VirtioRngProperties.Pci,
            kind,
            features: 0,
            configLength: 0,
            vectors: 2,
            [QueueSize]
        )
    {
        // Two devices of a machine do not give the same.
        this.seed = Mix(seed + Step * (ulong)(Address + 1));
        state = machine.Arena.Add<VirtioRngState>($"00:{PciBus.FormatAddress(Address)}.rng");
    }

    public override void Reset()
    {
        base.Reset();
        state->Counter = seed;
    }

    private protected override void OnNotify(int index, Virtqueue queue)
    {
        for (var left = queue.Size; left > 0 && queue.Take(GuestFeatures) is { } request; left--)
        {
            var length = Math.Min(request.WritableLength, MaximumRequest);
            var writer = new VirtioWriter(request.Writable, Dma);
            Fill(ref writer, length);
            queue.Return(request.Head, (uint)length);
            InterruptFor(queue);
        }
    }

    private protected override void LoadConfig(Span<byte> config) { }

    private void Fill(ref VirtioWriter writer, ulong length)
    {
        Span<byte> bytes = stackalloc byte[64];
        while (length > 0)
        {
            for (var i = 0; i < bytes.Length; i += 8)
            {
                state->Counter = unchecked(state->Counter + Step);
                BinaryPrimitives.WriteUInt64LittleEndian(bytes[i..], Mix(state->Counter));
            }

            var part = bytes[..(int)Math.Min(length, (ulong)bytes.Length)];
            writer.Write(part);
            length -= (ulong)part.Length;
        }
    }

    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xbf58_476d_1ce4_e5b9;
            value = (value ^ (value >> 27)) * 0x94d0_49bb_1331_11eb;
            return value ^ (value >> 31);
        }
    }
}
