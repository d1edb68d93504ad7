using System;
using System.Buffers.Binary;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.Instructions;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Tests;

/// <summary>A bare machine in real mode whose exceptions lead to an address that tells the vector.</summary>
internal sealed unsafe class RealModeGuest : IDisposable
{
    public const uint CodeAddress = 0x7c00;
    public const ushort StackTop = 0x7000;
    private const int HandlerBase = 0x6000;
    private readonly FlatGuest guest = new(16);

    public RealModeGuest()
    {
        Span<byte> vector = stackalloc byte[4];
        for (var i = 0; i < 32; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(vector, (uint)(HandlerBase + i));
            guest.Write((uint)(i * 4), vector);
        }

        guest.State->Gpr[Registers.Sp] = StackTop;
    }

    public X86State* State => guest.State;

    public FlatGuest Flat => guest;

    public ushort Ax
    {
        get => (ushort)State->Gpr[Registers.Ax];
        set => State->Gpr[Registers.Ax] = value;
    }

    /// <summary>The arithmetic flags.</summary>
    public uint Flags
    {
        get => LazyFlags.Get(State);
        set => LazyFlags.Set(State, value);
    }

    /// <summary>The vector whose handler comes next, or null.</summary>
    public int? Vector => State->Rip is >= HandlerBase and < HandlerBase + 32 ? (int)State->Rip - HandlerBase : null;

    /// <summary>Word of RAM.</summary>
    public ushort Word(uint address) => BinaryPrimitives.ReadUInt16LittleEndian(guest.Low[(int)address..]);

    public byte Byte(uint address) => guest.Low[(int)address];

    /// <summary>IP that the last exception saved.</summary>
    public ushort SavedIp => Word((ushort)State->Gpr[Registers.Sp]);

    public void Set(int register, ulong value) => State->Gpr[register] = value;

    public ulong Get(int register) => State->Gpr[register];

    public void Load(Action<Assembler> program) => guest.Load(CodeAddress, program);

    public void LoadBytes(params ReadOnlySpan<byte> code)
    {
        guest.Write(CodeAddress, code);
        State->Rip = CodeAddress;
    }

    /// <summary>Loads a program and runs it for a number of ticks.</summary>
    public void Run(Action<Assembler> program, ulong ticks = 1)
    {
        Load(program);
        guest.Run(ticks);
    }

    public void Run(ulong ticks = 1) => guest.Run(ticks);

    public void Dispose() => guest.Dispose();
}
