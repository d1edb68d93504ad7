using System;
using System.Collections.Generic;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Cpu.Power.State;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Memory;
using ReplayEmu.Machine.Time;

namespace ReplayEmu.Cpu.Power.Fuzz;

/// <summary>Runs cases in the interpreter.</summary>
internal sealed unsafe class CaseRun : IDisposable
{
    /// <summary>Stands for the address of the case's third word in LR and CTR.</summary>
    public const ulong TakenMark = 0x7a6e_0000_0000_0000;
    private const ulong Mode = MsrBits.Sf | MsrBits.Fp | MsrBits.Vec | MsrBits.Vsx | MsrBits.Me | MsrBits.Ri;
    private readonly VirtualMachine machine = new(TickRatio.Default, new NoInputs(), new NoOutputs());
    private readonly MemoryBlock code;
    private readonly MemoryBlock memory;
    private readonly PowerCpu cpu;
    private readonly bool little;

    public CaseRun(PowerModel model, bool little, int count)
    {
        this.little = little;
        code = machine.AddBlock(new MemoryBlock("code", (ulong)(count * VectorLayout.CodeSize) + 4096));
        memory = machine.AddBlock(new MemoryBlock("memory", 4096));
        machine.Memory.Root.Map(VectorLayout.CodeBase, new RamRegion("code", code, 0, code.Size));
        machine.Memory.Root.Map(VectorLayout.MemoryBase, new RamRegion("memory", memory, 0, memory.Size));
        cpu = new PowerCpu(machine, "cpu0", model);
        machine.AddCpu(cpu);
    }

    /// <summary>The states before the cases, with the marks replaced by addresses.</summary>
    public static ulong[] StateOf(VectorCase item, int index)
    {
        var state = item.Expand();
        var taken = VectorLayout.CodeBase + (ulong)(index * VectorLayout.CodeSize) + 8;
        foreach (var place in (ReadOnlySpan<int>)[VectorLayout.Lr / 8, VectorLayout.Ctr / 8])
        {
            if ((state[place] & ~3UL) == TakenMark)
            {
                state[place] = taken | (state[place] & 3);
            }
        }

        return state;
    }

    /// <summary>Puts the code of all cases where it belongs; before the first is run.</summary>
    public void PutCode(IReadOnlyList<VectorCase> cases)
    {
        code.MarkWritten(0, code.Size);
        for (var i = 0; i < cases.Count; i++)
        {
            Put(code.Bytes + (i * VectorLayout.CodeSize), cases[i].Word, 4);
        }
    }

    /// <summary>The state after one case.</summary>
    /// <exception cref="InvalidOperationException">It was interrupted.</exception>
    public ulong[] Run(int index, ulong[] before)
    {
        var s = cpu.State;
        cpu.SetMsr(Mode | (little ? MsrBits.Le : 0));
        for (var i = 0; i < 31; i++)
        {
            s->Gpr[i] = before[i];
        }

        s->Gpr[VectorLayout.Reserved] = VectorLayout.VectorBase + (ulong)(index * VectorLayout.Size);
        for (var i = 0; i < 64; i++)
        {
            s->Vsr[(2 * i) + 1] = before[(VectorLayout.Vsr / 8) + (2 * i)];
            s->Vsr[2 * i] = before[(VectorLayout.Vsr / 8) + (2 * i) + 1];
        }

        Instructions.ConditionRegister.Write(s, (uint)before[VectorLayout.Cr / 8]);
        cpu.WriteSpecial(Instructions.Special.Xer, before[VectorLayout.Xer / 8]);
        s->Lr = before[VectorLayout.Lr / 8];
        s->Ctr = before[VectorLayout.Ctr / 8];
        s->Fpscr = before[VectorLayout.Fpscr / 8];
        s->Vscr = (uint)before[VectorLayout.Vscr / 8];
        s->ReservationSize = 0;
        memory.MarkWritten(0, 4096);
        for (var i = 0; i < VectorLayout.MemorySize / 8; i++)
        {
            Put(memory.Bytes + (8 * i), before[(VectorLayout.Memory / 8) + i], 8);
        }

        var start = VectorLayout.CodeBase + (ulong)(index * VectorLayout.CodeSize);
        s->Nip = start;
        machine.Run(machine.Clock.Icount + 1);
        if (s->Nip != start + 4 && s->Nip != start + 8)
        {
            throw new InvalidOperationException($"went to {s->Nip:x}, SRR1 {s->Srr1:x}");
        }

        return After(before, s->Nip == start + 8);
    }

    public void Dispose() => machine.Dispose();

    private ulong[] After(ulong[] before, bool taken)
    {
        var s = cpu.State;
        var after = (ulong[])before.Clone();
        for (var i = 0; i < 31; i++)
        {
            after[i] = s->Gpr[i];
        }

        for (var i = 0; i < 64; i++)
        {
            after[(VectorLayout.Vsr / 8) + (2 * i)] = s->Vsr[(2 * i) + 1];
            after[(VectorLayout.Vsr / 8) + (2 * i) + 1] = s->Vsr[2 * i];
        }

        after[VectorLayout.Cr / 8] = Instructions.ConditionRegister.Read(s);
        cpu.ReadSpecial(Instructions.Special.Xer, out after[VectorLayout.Xer / 8]);
        after[VectorLayout.Lr / 8] = s->Lr;
        after[VectorLayout.Ctr / 8] = s->Ctr;
        after[VectorLayout.Fpscr / 8] = s->Fpscr;
        after[VectorLayout.Vscr / 8] = s->Vscr;
        for (var i = 0; i < VectorLayout.MemorySize / 8; i++)
        {
            after[(VectorLayout.Memory / 8) + i] = Get(memory.Bytes + (8 * i));
        }

        after[VectorLayout.Path / 8] = taken ? 1UL : 0;
        return after;
    }

    private void Put(byte* at, ulong value, int size)
    {
        for (var i = 0; i < size; i++)
        {
            at[little ? i : size - 1 - i] = (byte)(value >> (8 * i));
        }
    }

    private ulong Get(byte* at)
    {
        ulong value = 0;
        for (var i = 0; i < 8; i++)
        {
            value |= (ulong)at[little ? i : 7 - i] << (8 * i);
        }

        return value;
    }
}
