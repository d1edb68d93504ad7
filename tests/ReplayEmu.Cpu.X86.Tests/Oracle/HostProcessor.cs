using System;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Iced.Intel;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>
/// The x86-64 processor under the tests as an oracle: runs one user-mode instruction on given registers, flags and memory. The
/// memory lies at an address below 4 GiB, so that it can be the same in a 32-bit guest.
/// </summary>
internal sealed unsafe class HostProcessor : IDisposable
{
    /// <summary>Address of the data, in the host process and in the guest.</summary>
    public const uint DataAddress = 0x2000_0000;

    public const int DataSize = 0x4000;
    private const int CodeSize = 0x1000;
    private const int ReadWriteExecute = 7;
    private const int PrivateAnonymous = 0x22;
    private const int FixedNoReplace = 0x100000;
    private readonly byte* code;
    private readonly byte* data;

    public HostProcessor()
    {
        code = Map(0, CodeSize);
        data = Map((nint)DataAddress, DataSize);
    }

    /// <summary>Whether this host can be the oracle.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux() && X86Base.X64.IsSupported;

    public Span<byte> Data => new(data, DataSize);

    /// <summary>Prepares an instruction for <see cref="Run"/>.</summary>
    public void Load(in Instruction instruction) => Load(instruction, Prologue(), Epilogue());

    /// <param name="prologue">Loads the registers from the structure at RDI.</param>
    /// <param name="epilogue">Stores them there and returns.</param>
    public void Load(in Instruction instruction, Assembler prologue, Assembler epilogue)
    {
        var writer = new SpanCodeWriter(code, CodeSize);
        Emit(writer, prologue);
        var encoder = Encoder.Create(64, writer);
        encoder.Encode(instruction, (ulong)(code + writer.Length));
        Emit(writer, epilogue);
    }

    /// <summary>Runs it. An instruction that faults takes the process down: the caller avoids that.</summary>
    public void Run(RegisterFile* registers) => ((delegate* unmanaged<RegisterFile*, void>)code)(registers);

    public void Dispose()
    {
        _ = Unmap(code, CodeSize);
        _ = Unmap(data, DataSize);
    }

    private static Assembler Prologue()
    {
        var a = new Assembler(64);
        a.push(AssemblerRegisters.rbx);
        a.push(AssemblerRegisters.rbp);
        a.push(AssemblerRegisters.r15);
        a.mov(AssemblerRegisters.r15, AssemblerRegisters.rdi);
        a.push(AssemblerRegisters.__qword_ptr[AssemblerRegisters.r15 + RegisterFile.FlagsOffset]);
        a.popfq();
        for (var i = 0; i < 8; i++)
        {
            if (i != 4)
            {
                a.mov(Register64(i), AssemblerRegisters.__qword_ptr[AssemblerRegisters.r15 + (i * 8)]);
            }
        }

        return a;
    }

    private static Assembler Epilogue()
    {
        var a = new Assembler(64);
        for (var i = 0; i < 8; i++)
        {
            if (i != 4)
            {
                a.mov(AssemblerRegisters.__qword_ptr[AssemblerRegisters.r15 + (i * 8)], Register64(i));
            }
        }

        a.pushfq();
        a.pop(AssemblerRegisters.__qword_ptr[AssemblerRegisters.r15 + RegisterFile.FlagsOffset]);
        a.cld();
        a.pop(AssemblerRegisters.r15);
        a.pop(AssemblerRegisters.rbp);
        a.pop(AssemblerRegisters.rbx);
        a.ret();
        return a;
    }

    /// <summary>A register by number; not the stack pointer.</summary>
    public static AssemblerRegister64 Register64(int number) =>
        number switch
        {
            0 => AssemblerRegisters.rax,
            1 => AssemblerRegisters.rcx,
            2 => AssemblerRegisters.rdx,
            3 => AssemblerRegisters.rbx,
            5 => AssemblerRegisters.rbp,
            6 => AssemblerRegisters.rsi,
            _ => AssemblerRegisters.rdi,
        };

    private static void Emit(SpanCodeWriter writer, Assembler assembler) => assembler.Assemble(writer, 0);

    private static byte* Map(nint address, int size)
    {
        var flags = PrivateAnonymous | (address != 0 ? FixedNoReplace : 0);
        var mapped = Map(address, (nuint)size, ReadWriteExecute, flags, -1, 0);
        return mapped == -1 || (address != 0 && mapped != address)
            ? throw new InvalidOperationException($"mmap at {address:x} gave {mapped:x}")
            : (byte*)mapped;
    }

    [DllImport("libc", EntryPoint = "mmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Map(nint address, nuint size, int protection, int flags, int file, nint offset);

    [DllImport("libc", EntryPoint = "munmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Unmap(byte* address, nuint size);
}
