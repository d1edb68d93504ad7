using System;
using System.Globalization;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Memory;
using static ReplayEmu.Devices.Firmware.FwCfg.FwCfgKeys;

namespace ReplayEmu.Devices.Firmware.FwCfg;

/// <summary>
/// QEMU's firmware configuration device of PC machines: a 16-bit selector at port 0x510, data bytes at 0x511, and for newer
/// machines a big-endian DMA address at 0x514. Data writes are accepted without effect, as in QEMU from 2.4 on.
/// </summary>
public sealed unsafe class FwCfgDevice : IDevice, IBusDevice, IFactSource
{
    private const uint Chunk = 4096;
    private readonly FwCfgState* state;
    private readonly FwCfgOptions options;
    private readonly Observation observation;
    private readonly ushort source;

    public FwCfgDevice(VirtualMachine machine, FwCfgOptions options)
    {
        this.options = options;
        Items = new FwCfgItems(options);
        state = machine.Arena.Add<FwCfgState>(Name);
        observation = machine.Observation;
        source = observation.Register(Name);
        machine.Ports.Root.Map(
            SelectorPort,
            new IoRegion(Name, 2, this, AccessSizes.UpTo2) { Source = source, IsReported = false }
        );
        if (options.Dma)
        {
            var channel = new DmaChannel(machine.Memory, machine.Observation, source);
            var registers = new FwCfgDmaRegisters(state, new FwCfgDma(machine.Memory, channel, Items));
            machine.Ports.Root.Map(
                DmaPort,
                new IoRegion("fw_cfg.dma", 8, registers, AccessSizes.UpTo8) { Source = source }
            );
        }

        Items.AddKey(Signature, "QEMU"u8.ToArray());
        Items.AddKey(Id, options.Dma ? 3u : 1u);
    }

    public string Name => "fw_cfg";

    /// <summary>The contents, to be filled by the board wiring.</summary>
    public FwCfgItems Items { get; }

    public void Reset() => *state = default;

    /// <summary>A byte of the selected item at either port; zeros after its end. 16-bit reads are not decoded.</summary>
    public ulong Read(ulong offset, int size)
    {
        var item = Items.Find(state->Key);
        if (size == 1 && item.Length >= Chunk)
        {
            return ReadLarge(item);
        }

        ulong value =
            size != 1 ? 0xffff
            : state->Offset < item.Length ? item[(int)state->Offset++]
            : 0u;
        observation.Report(InteractionKind.PortRead, source, SelectorPort + offset, (uint)size, value);
        return value;
    }

    public void Write(ulong offset, int size, ulong value)
    {
        observation.Report(InteractionKind.PortWrite, source, SelectorPort + offset, (uint)size, value);
        if (size == 2)
        {
            state->Key = (ushort)value;
            state->Offset = 0;
        }
    }

    public void WriteFacts(FactWriter facts)
    {
        facts.Add("fw_cfg", $"port 0x{SelectorPort:x4}, dma {(options.Dma ? $"port 0x{DmaPort:x4}" : "none")}");
        for (ushort i = 0; i < FixedItems; i++)
        {
            AddFact(facts, i);
            AddFact(facts, (ushort)(i | LocalBit));
        }

        for (var i = 0; i < Items.Files.Count; i++)
        {
            var (name, data) = Items.Files[i];
            facts.AddBytes("fw_cfg", Subject((ushort)(FirstFile + i)) + " file " + name, data.Span);
        }
    }

    /// <summary>
    /// Kernels and their like are megabytes: what of them is read is reported 4 KiB at a time, when the first byte is, as a range with
    /// the key in bits 32 to 47 of its address and the offset below.
    /// </summary>
    private byte ReadLarge(ReadOnlySpan<byte> item)
    {
        if (state->Offset >= item.Length)
        {
            return 0;
        }

        if (state->Offset % Chunk == 0)
        {
            observation.ReportRange(
                InteractionKind.DmaRead,
                source,
                ((ulong)state->Key << 32) | state->Offset,
                item.Slice((int)state->Offset, (int)Math.Min(Chunk, item.Length - state->Offset))
            );
        }

        return item[(int)state->Offset++];
    }

    private void AddFact(FactWriter facts, ushort key)
    {
        if (Items.Has(key))
        {
            facts.AddBytes("fw_cfg", Subject(key), Items.Find(key));
        }
    }

    private static string Subject(ushort key) => string.Create(CultureInfo.InvariantCulture, $"key 0x{key:x4}");
}
