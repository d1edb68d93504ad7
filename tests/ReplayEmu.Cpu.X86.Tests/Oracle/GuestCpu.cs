using System;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.Model;
using ReplayEmu.Cpu.X86.State;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Memory;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>The interpreter as the host has it: user mode with flat segments, 32- or 64-bit, and the memory of <see cref="OracleMemory"/>.</summary>
internal sealed unsafe class GuestCpu : IDisposable
{
    private const uint UserCode = 0xfb00;
    private const uint UserData = 0xf300;
    private const uint FlatLimit = 0xc00000;
    private const uint LongCode = 0xa00000;
    private const uint InterruptsOn = 0x202;
    private const uint GdtBase = 0x800;
    private const uint LowSize = 0x10000;
    private readonly VirtualMachine machine;
    private readonly MemoryBlock high;
    private readonly X86Cpu cpu;
    private readonly int bitness;

    public GuestCpu(int bitness)
    {
        this.bitness = bitness;
        machine = new VirtualMachine(TickRatio.Default, new NoInputs(), new NoOutputs());
        var low = machine.AddBlock(new MemoryBlock("low", LowSize));
        high = machine.AddBlock(new MemoryBlock("high", OracleMemory.Size));
        machine.Memory.Root.Map(0, new RamRegion("low", low, 0, LowSize));
        machine.Memory.Root.Map(OracleMemory.Base, new RamRegion("high", high, 0, OracleMemory.Size));
        cpu = new X86Cpu(machine, "cpu0", CpuModels.Define("max")!.Build());
        machine.AddCpu(cpu);
        machine.Reset();
        var state = cpu.State;
        state->Cr0 |= Cr0Bits.ProtectionEnable;
        state->Cr0 &= ~(Cr0Bits.Emulation | Cr0Bits.TaskSwitched);
        state->Cr4 |= Cr4Bits.OsFxsr | Cr4Bits.OsXmmExceptions;
        // The descriptors that segment loads find: 32-bit code, data, 64-bit code.
        Write(GdtBase + 0x20, 0x00cffb000000ffff);
        Write(GdtBase + 0x28, 0x00cff3000000ffff);
        Write(GdtBase + 0x30, 0x00affb000000ffff);
        (state->GdtBase, state->GdtLimit) = (GdtBase, 0x37);
        if (bitness == 64)
        {
            EnterLongMode(state);
        }

        state->Cpl = 3;
        for (var i = SegmentIndex.Es; i <= SegmentIndex.Gs; i++)
        {
            var isNull = i is SegmentIndex.Fs or SegmentIndex.Gs;
            cpu.SetSegment(
                i,
                i == SegmentIndex.Cs ? (bitness == 64 ? OracleMemory.CodeSelector64 : OracleMemory.CodeSelector32)
                    : isNull ? (ushort)0
                    : OracleMemory.DataSelector,
                0,
                uint.MaxValue,
                i != SegmentIndex.Cs ? UserData | FlatLimit
                    : bitness == 64 ? UserCode | LongCode
                    : UserCode | FlatLimit
            );
        }

        cpu.StateReplaced();
    }

    public Span<byte> Data => high.Span(0, OracleMemory.DataSize);

    public void Load(ReadOnlySpan<byte> instruction)
    {
        Span<byte> code = stackalloc byte[OracleMemory.CodeSize];
        code.Fill(0x90);
        instruction.CopyTo(code);
        machine.Memory.WriteBytes(OracleMemory.Code, code);
    }

    /// <summary>Runs the instruction that was loaded; null, or why it did not end behind itself or at the target.</summary>
    /// <param name="length">Of the instruction.</param>
    /// <param name="whole">All iterations of a repeated instruction in one run; otherwise tick by tick, until it is done.</param>
    public string? Run(ref CpuImage image, in Instruction instruction, int length, bool whole)
    {
        var repeats = instruction.HasRepPrefix || instruction.HasRepnePrefix;
        var ticks = repeats && image.Gpr[1] > 0 ? image.Gpr[1] : 1;
        // Comparisons may need fewer.
        whole &= !repeats || !instruction.Code.ToOpCode().CanUseRepnePrefix;
        var state = cpu.State;
        Put(state, image);
        state->Rip = OracleMemory.Code;
        cpu.Run(whole ? ticks : 1);
        for (var i = 1UL; state->Rip == OracleMemory.Code && i < ticks; i++)
        {
            cpu.Run(1);
        }

        Get(state, ref image);
        image.Taken = state->Rip == OracleMemory.Target ? 1UL : 0;
        return state->Shutdown != 0 ? "fault"
            : image.Taken != 0 || state->Rip == OracleMemory.Code + (ulong)length ? null
            : $"at {state->Rip:x}";
    }

    public void Dispose() => machine.Dispose();

    /// <summary>Page tables for all of the memory, of 2 MiB pages.</summary>
    private void EnterLongMode(X86State* state)
    {
        const ulong userWritable = 7;
        const ulong large = 0x80;
        Write(0x1000, 0x2000 | userWritable);
        Write(0x2000, 0x3000 | userWritable);
        Write(0x3000, userWritable | large);
        Write(0x3000 + (8 * (OracleMemory.Base >> 21)), OracleMemory.Base | userWritable | large);
        state->Cr3 = 0x1000;
        state->Cr4 |= Cr4Bits.PhysicalAddressExtension;
        state->Efer |= EferBits.LongModeEnable | EferBits.LongModeActive;
        state->Cr0 |= Cr0Bits.Paging;
    }

    private void Write(ulong address, ulong value) => machine.Memory.WriteBytes(address, BitConverter.GetBytes(value));

    private void Put(X86State* state, in CpuImage image)
    {
        state->FpuControl = image.Control;
        state->FpuStatus = image.Status;
        state->Mxcsr = image.Mxcsr;
        var top = image.Status >> 11;
        var tags = 0;
        for (var i = 0; i < 8; i++)
        {
            tags |= (image.Tags >> i & 1) != 0 ? 0 : 3 << (2 * i);
            var physical = (top + i) & 7;
            state->FpuRegisters[2 * physical] = image.St[2 * i];
            state->FpuRegisters[(2 * physical) + 1] = image.St[(2 * i) + 1];
        }

        state->FpuTag = (ushort)tags;
        fixed (CpuImage* from = &image)
        {
            new ReadOnlySpan<ulong>(from->Xmm, 32).CopyTo(new Span<ulong>(state->Xmm, 32));
            new ReadOnlySpan<ulong>(from->Gpr, 16).CopyTo(new Span<ulong>(state->Gpr, 16));
        }

        LazyFlags.Set(state, (uint)image.Flags);
        state->Eflags = InterruptsOn | ((uint)image.Flags & Eflag.Direction);
        if (X86State.Segment(state, SegmentIndex.Ds)->Selector != OracleMemory.DataSelector)
        {
            Reload(SegmentIndex.Ds);
        }

        if (X86State.Segment(state, SegmentIndex.Es)->Selector != OracleMemory.DataSelector)
        {
            Reload(SegmentIndex.Es);
        }
    }

    private void Reload(int segment) =>
        cpu.SetSegment(segment, OracleMemory.DataSelector, 0, uint.MaxValue, UserData | FlatLimit);

    private void Get(X86State* state, ref CpuImage image)
    {
        image.Control = state->FpuControl;
        image.Status = state->FpuStatus;
        image.Mxcsr = state->Mxcsr;
        var top = image.Status >> 11;
        var tags = 0;
        for (var i = 0; i < 8; i++)
        {
            tags |= ((state->FpuTag >> (2 * i)) & 3) == 3 ? 0 : 1 << i;
            var physical = (top + i) & 7;
            image.St[2 * i] = state->FpuRegisters[2 * physical];
            image.St[(2 * i) + 1] = state->FpuRegisters[(2 * physical) + 1];
        }

        image.Tags = (byte)tags;
        fixed (CpuImage* to = &image)
        {
            new ReadOnlySpan<ulong>(state->Xmm, 32).CopyTo(new Span<ulong>(to->Xmm, 32));
            new ReadOnlySpan<ulong>(state->Gpr, 16).CopyTo(new Span<ulong>(to->Gpr, 16));
        }

        image.Flags = LazyFlags.Get(state) | state->Eflags;
    }
}
