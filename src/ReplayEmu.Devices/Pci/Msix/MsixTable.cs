using System;
using System.Numerics;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Pci.Msix;

/// <summary>
/// Message-signalled interrupts of one function: the table and the pending bits behind a BAR of their own, laid out as QEMU does.
/// A message is a 32-bit write of the function to memory, so that whatever is at that address (a local APIC, a host bridge) takes it.
/// </summary>
public sealed unsafe class MsixTable : IBusDevice
{
    /// <summary>Vectors that a function can have here; the capability itself would allow 2048.</summary>
    public const int MaximumVectors = 64;

    private const int SmallestBar = 4096;
    private readonly MsixState* state;
    private readonly PciFunction function;
    private readonly DmaChannel dma;
    private readonly int capability;
    private readonly ulong pendingOffset;

    /// <param name="capability">Configuration register of the capability.</param>
    /// <param name="vectors">1 to <see cref="MaximumVectors"/>.</param>
    internal MsixTable(VirtualMachine machine, PciFunction function, DmaChannel dma, int capability, int vectors)
    {
        this.function = function;
        this.dma = dma;
        this.capability = capability;
        Vectors = vectors;
        state = machine.Arena.Add<MsixState>($"00:{PciBus.FormatAddress(function.Address)}.msix");
        pendingOffset = Math.Max(SmallestBar / 2, (ulong)vectors * MsixRegister.EntrySize);
        var end = pendingOffset + 8;
        Region = new IoRegion(
            $"{function.Driver} msix",
            BitOperations.RoundUpToPowerOf2(Math.Max(end, SmallestBar)),
            this,
            new AccessSizes(4, 4)
        )
        {
            Source = function.Source,
        };
    }

    public int Vectors { get; }

    /// <summary>What the BAR decodes.</summary>
    public MemoryRegion Region { get; }

    /// <summary>Where the pending bits are in the BAR, bytes.</summary>
    public uint PendingOffset => (uint)pendingOffset;

    /// <summary>The driver switched from the interrupt pin to messages.</summary>
    public bool IsEnabled => (Control & MsixRegister.ControlEnable) != 0;

    private ushort Control =>
        (ushort)(
            function.Config[capability + MsixRegister.Control]
            | (function.Config[capability + MsixRegister.Control + 1] << 8)
        );

    /// <summary>Messages go out only while the function is enabled and not masked as a whole.</summary>
    private bool IsFunctionMasked =>
        (Control & (MsixRegister.ControlEnable | MsixRegister.ControlFunctionMask)) != MsixRegister.ControlEnable;

    /// <summary>Sends the message of a vector, or remembers it while the vector is masked.</summary>
    public void Signal(int vector)
    {
        if (vector >= Vectors)
        {
            return;
        }

        if (IsMasked(vector))
        {
            state->Pending |= 1ul << vector;
        }
        else
        {
            Send(vector);
        }
    }

    public ulong Read(ulong offset, int size)
    {
        if (offset < (ulong)Vectors * MsixRegister.EntrySize)
        {
            return state->Table[offset / 4];
        }

        return (offset - pendingOffset) switch
        {
            0 => (uint)state->Pending,
            4 => (uint)(state->Pending >> 32),
            _ => 0,
        };
    }

    /// <summary>Only the table takes writes.</summary>
    public void Write(ulong offset, int size, ulong value)
    {
        if (offset < (ulong)Vectors * MsixRegister.EntrySize)
        {
            state->Table[offset / 4] = (uint)value;
            SendPending((int)(offset / MsixRegister.EntrySize));
        }
    }

    /// <summary>Fills an entry and unmasks it, for boards where a hypervisor does that.</summary>
    internal void SetMessage(int vector, ulong address, uint data)
    {
        var entry = state->Table + (4 * vector);
        entry[0] = (uint)address;
        entry[1] = (uint)(address >> 32);
        entry[MsixRegister.EntryData] = data;
        entry[MsixRegister.EntryControl] &= ~MsixRegister.EntryMasked;
    }

    internal void Reset()
    {
        *state = default;
        for (var vector = 0; vector < Vectors; vector++)
        {
            state->Table[(4 * vector) + MsixRegister.EntryControl] = MsixRegister.EntryMasked;
        }
    }

    /// <summary>The message control register was written: what is no longer masked goes out.</summary>
    internal void ControlWritten()
    {
        for (var vector = 0; vector < Vectors; vector++)
        {
            SendPending(vector);
        }
    }

    private bool IsMasked(int vector) =>
        IsFunctionMasked || (state->Table[(4 * vector) + MsixRegister.EntryControl] & MsixRegister.EntryMasked) != 0;

    private void SendPending(int vector)
    {
        if ((state->Pending & (1ul << vector)) != 0 && !IsMasked(vector))
        {
            state->Pending &= ~(1ul << vector);
            Send(vector);
        }
    }

    private void Send(int vector)
    {
        // A function that may not master the bus cannot send; the message is lost, as in QEMU.
        if (function.IsBusMaster)
        {
            var entry = state->Table + (4 * vector);
            dma.WriteWord(entry[0] | ((ulong)entry[1] << 32), entry[MsixRegister.EntryData]);
        }
    }
}
