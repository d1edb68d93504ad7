using System;
using Iced.Intel;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Tests.LongMode;

/// <summary>
/// A machine in 64-bit mode at CPL 0 with its 8 MiB of RAM mapped at 0 for everyone (2 MiB pages) and again from
/// <see cref="HighBase"/> on for the supervisor. Exceptions lead to handlers that stop.
/// </summary>
internal sealed unsafe class LongGuest : IDisposable
{
    public const ulong HighBase = 0xffffffff80000000;
    public const ulong Top = 0x100000;
    public const ulong Pointers = 0x101000;
    public const ulong Directory = 0x102000;
    public const ulong HighPointers = 0x103000;
    public const ulong HighDirectory = 0x104000;

    /// <summary>For small pages.</summary>
    public const ulong Table = 0x105000;
    public const ulong CodeAddress = 0x10000;
    public const ulong HandlerAddress = 0x20000;
    public const ulong StackTop = 0x9000;

    /// <summary>RSP0 of the TSS.</summary>
    public const ulong InnerStack = 0xa000;

    /// <summary>First entry of the interrupt stack table; the next ones are 0x1000 above each other.</summary>
    public const ulong FirstInterruptStack = 0xc000;
    public const ushort Code64 = 0x08;
    public const ushort Data = 0x10;
    public const ushort UserCode32 = 0x1b;
    public const ushort UserData = 0x23;
    public const ushort UserCode64 = 0x2b;
    public const ushort Code32 = 0x30;
    public const ushort Tss = 0x40;
    public const ushort CallGate = 0x50;

    /// <inheritdoc cref="X86Machine(string, bool)"/>
    public LongGuest(string model = "max", bool wakes = false)
    {
        Machine = new X86Machine(model, wakes);
        Machine.StartReal(0);
        Machine.WriteDescriptor(Code64, 0, 0xfffff, 0xa09b);
        Machine.WriteDescriptor(Data, 0, 0xfffff, 0xc093);
        Machine.WriteDescriptor(UserCode32 & ~7, 0, 0xfffff, 0xc0fb);
        Machine.WriteDescriptor(UserData & ~7, 0, 0xfffff, 0xc0f3);
        Machine.WriteDescriptor(UserCode64 & ~7, 0, 0xfffff, 0xa0fb);
        Machine.WriteDescriptor(Code32, 0, 0xfffff, 0xc09b);
        Machine.WriteDescriptor(Tss, (uint)X86Machine.TssAddress, 0x67, 0x0089);
        WritePages();
        Write64(X86Machine.TssAddress + 4, InnerStack);
        for (var i = 0UL; i < 7; i++)
        {
            Write64(X86Machine.TssAddress + 36 + (i * 8), FirstInterruptStack + (i * 0x1000));
        }

        for (var vector = 0; vector < 256; vector++)
        {
            WriteGate(vector, HandlerAddress + ((ulong)vector * 16));
            Machine.Write(HandlerAddress + ((ulong)vector * 16), 0xf4, 0xeb, 0xfd);
        }

        (State->GdtBase, State->GdtLimit) = (X86Machine.GdtAddress, 0xff);
        (State->IdtBase, State->IdtLimit) = (X86Machine.IdtAddress, 0xfff);
        State->Cr3 = Top;
        State->Cr4 = Cr4Bits.PhysicalAddressExtension | Cr4Bits.OsFxsr;
        State->Efer = EferBits.LongModeEnable | EferBits.NoExecuteEnable | EferBits.SyscallEnable;
        Cpu.WriteCr0(Cr0Bits.ProtectionEnable | Cr0Bits.Paging | Cr0Bits.WriteProtect);
        Enter(Code64);
        State->Gpr[4] = StackTop;
        Cpu.LoadTask(Tss);
    }

    public X86Machine Machine { get; }

    public X86Cpu Cpu => Machine.Cpu;

    public X86State* State => Machine.State;

    /// <summary>The vector whose handler runs, or null.</summary>
    public int? Vector =>
        State->Rip is >= HandlerAddress and < HandlerAddress + 0x1000 ? (int)(State->Rip - HandlerAddress) / 16 : null;

    public ulong Rsp => State->Gpr[4];

    /// <summary>Word of the exception's frame: 0 is the error code or RIP.</summary>
    public ulong Frame(int index) => Read64(Rsp + ((ulong)index * 8));

    /// <summary>Loads CS and data segments of a privilege level without a transfer.</summary>
    public void Enter(ushort code)
    {
        var cpl = code & 3u;
        uint attributes = code switch
        {
            Code64 => 0xa09b00,
            UserCode64 => 0xa0fb00,
            UserCode32 => 0xc0fb00,
            _ => 0xc09b00,
        };
        Cpu.SetCpl(cpl);
        Cpu.SetSegment(SegmentIndex.Cs, code, 0, uint.MaxValue, attributes);
        foreach (var data in (int[])[SegmentIndex.Es, SegmentIndex.Ss, SegmentIndex.Ds])
        {
            Cpu.SetSegment(data, cpl == 0 ? Data : UserData, 0, uint.MaxValue, cpl == 0 ? 0xc09300u : 0xc0f300);
        }
    }

    /// <summary>Assembles at <see cref="CodeAddress"/> and goes there.</summary>
    public void Load(Action<Assembler> program, int bitness = 64)
    {
        Machine.Assemble(bitness, CodeAddress, program);
        State->Rip = CodeAddress;
    }

    public void Run(Action<Assembler> program, ulong ticks)
    {
        Load(program);
        Machine.Run(ticks);
    }

    public void WriteGate(int vector, ulong handler, uint type = 0xe, uint dpl = 0, uint stack = 0)
    {
        var address = X86Machine.IdtAddress + ((ulong)vector * 16);
        Machine.Write32(address, (uint)(handler & 0xffff) | ((uint)Code64 << 16));
        Machine.Write32(address + 4, (uint)(handler & 0xffff0000) | 0x8000 | (dpl << 13) | (type << 8) | stack);
        Write64(address + 8, handler >> 32);
    }

    public void Write64(ulong address, ulong value) => Machine.Write(address, BitConverter.GetBytes(value));

    public ulong Read64(ulong address) => Machine.Read32(address) | ((ulong)Machine.Read32(address + 4) << 32);

    public void Dispose() => Machine.Dispose();

    private void WritePages()
    {
        Write64(Top, Pointers | 7);
        Write64(Top + (511 * 8), HighPointers | 3);
        Write64(Pointers, Directory | 7);
        Write64(HighPointers + (510 * 8), HighDirectory | 3);
        for (var i = 0UL; i < 4; i++)
        {
            Write64(Directory + (i * 8), (i << 21) | 0x87);
            Write64(HighDirectory + (i * 8), (i << 21) | 0x83);
        }
    }
}
