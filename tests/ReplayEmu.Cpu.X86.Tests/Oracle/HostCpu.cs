using System;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Iced.Intel;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>
/// The x86-64 processor under the tests as an oracle: runs one user-mode instruction in 64-bit or, through a far jump to the
/// system's 32-bit code segment, in 32-bit mode. Code and data lie below 4 GiB at the addresses that they have in the guest.
/// </summary>
internal sealed unsafe class HostCpu : IDisposable
{
    private const int Entry64 = OracleMemory.Code - 0x800;
    private const int Entry32 = OracleMemory.Code - 0x600;
    private const int Leave64 = OracleMemory.Code - 0x400;
    private const int Leave32 = OracleMemory.Code - 0x200;
    private const int Image = OracleMemory.Code + 0x1000;
    private const int SavedStack = Image + CpuImage.Size;
    private const int FarPointer = SavedStack + 8;
    private const int TakenOffset = 648;
    private const int ReadWriteExecute = 7;
    private const int PrivateAnonymous = 0x22;
    private const int FixedNoReplace = 0x100000;
    private readonly byte* memory;

    public HostCpu()
    {
        memory = (byte*)Map(
            OracleMemory.Base,
            OracleMemory.Size,
            ReadWriteExecute,
            PrivateAnonymous | FixedNoReplace,
            -1,
            0
        );
        if (memory != (byte*)OracleMemory.Base)
        {
            throw new InvalidOperationException($"no memory at {OracleMemory.Base:x}");
        }

        Emit(Entry64, 64, a => Enter(a, Entry64));
        Emit(Entry32, 64, a => Enter(a, Entry32));
        Emit(Leave64, 64, Leave);
        // JMP FAR with an immediate pointer.
        Span<byte> far = [0xea, 0, 0, 0, 0, (byte)OracleMemory.CodeSelector64, 0];
        BinaryPrimitives.WriteInt32LittleEndian(far[1..], Leave64);
        far.CopyTo(At(Leave32, far.Length));
        BinaryPrimitives.WriteInt32LittleEndian(At(FarPointer, 4), OracleMemory.Code);
        BinaryPrimitives.WriteUInt16LittleEndian(At(FarPointer + 4, 2), OracleMemory.CodeSelector32);
    }

    /// <summary>Whether this host can be the oracle.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux() && X86Base.X64.IsSupported;

    public Span<byte> Data => new(memory, OracleMemory.DataSize);

    /// <summary>Prepares an instruction for <see cref="Run"/>.</summary>
    public void Load(ReadOnlySpan<byte> instruction, int bitness)
    {
        instruction.CopyTo(At(OracleMemory.Code, instruction.Length));
        var leave = bitness == 64 ? Leave64 : Leave32;
        var next = OracleMemory.Code + instruction.Length;
        Jump(next, leave);
        // MOV byte [Taken], 1 at the target of jumps.
        ReadOnlySpan<byte> store = bitness == 64 ? [0xc6, 0x04, 0x25] : [0xc6, 0x05];
        store.CopyTo(At(OracleMemory.Target, store.Length));
        next = OracleMemory.Target + store.Length;
        BinaryPrimitives.WriteInt32LittleEndian(At(next, 4), Image + TakenOffset);
        At(next + 4, 1)[0] = 1;
        Jump(next + 5, leave);
    }

    /// <summary>Runs it. An instruction that faults takes the process down: the caller avoids that.</summary>
    public void Run(ref CpuImage image, int bitness)
    {
        *(CpuImage*)Image = image;
        var entry = bitness == 64 ? Entry64 : Entry32;
        ((delegate* unmanaged<void>)entry)();
        image = *(CpuImage*)Image;
    }

    public void Dispose() => _ = Unmap(memory, OracleMemory.Size);

    private static void Enter(Assembler a, int entry)
    {
        a.push(rbx);
        a.push(rbp);
        a.push(r12);
        a.push(r13);
        a.push(r14);
        a.push(r15);
        a.mov(__qword_ptr[SavedStack], rsp);
        a.fxrstor64(__[Image]);
        a.mov(eax, OracleMemory.DataSelector);
        a.mov(ds, eax);
        a.mov(es, eax);
        a.push(__qword_ptr[Image + CpuImage.FlagsOffset]);
        a.popfq();
        for (var i = 0; i < 16; i++)
        {
            a.mov(Register64(i), __qword_ptr[Image + CpuImage.GprOffset + (i * 8)]);
        }

        if (entry == Entry64)
        {
            a.jmp((ulong)OracleMemory.Code);
        }
        else
        {
            a.jmp(__fword_ptr[FarPointer]);
        }
    }

    private static void Leave(Assembler a)
    {
        for (var i = 0; i < 16; i++)
        {
            a.mov(__qword_ptr[Image + CpuImage.GprOffset + (i * 8)], Register64(i));
        }

        a.mov(rsp, __qword_ptr[SavedStack]);
        a.pushfq();
        a.pop(__qword_ptr[Image + CpuImage.FlagsOffset]);
        a.fxsave64(__[Image]);
        a.fninit();
        a.push(0x1f80);
        a.ldmxcsr(__dword_ptr[rsp]);
        a.pop(rax);
        a.push(2);
        a.popfq();
        a.pop(r15);
        a.pop(r14);
        a.pop(r13);
        a.pop(r12);
        a.pop(rbp);
        a.pop(rbx);
        a.ret();
    }

    private static AssemblerRegister64 Register64(int number) => new(Register.RAX + number);

    private static Span<byte> At(int address, int size) => new((byte*)address, size);

    private static void Jump(int from, int to)
    {
        At(from, 1)[0] = 0xe9;
        BinaryPrimitives.WriteInt32LittleEndian(At(from + 1, 4), to - from - 5);
    }

    private static void Emit(int address, int bitness, Action<Assembler> program)
    {
        var assembler = new Assembler(bitness);
        program(assembler);
        assembler.Assemble(new SpanCodeWriter((byte*)address, 0x200), (ulong)address);
    }

    [DllImport("libc", EntryPoint = "mmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Map(nint address, nuint size, int protection, int flags, int file, nint offset);

    [DllImport("libc", EntryPoint = "munmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Unmap(byte* address, nuint size);
}
