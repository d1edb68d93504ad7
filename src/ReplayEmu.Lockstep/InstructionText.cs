using Iced.Intel;
using ReplayEmu.Cpu.X86;
using ReplayEmu.Cpu.X86.State;
using ReplayEmu.Machine;

namespace ReplayEmu.Lockstep;

/// <summary>Decodes the instruction that comes next and writes it as text.</summary>
public sealed unsafe class InstructionText(VirtualMachine machine, X86Cpu cpu)
{
    private readonly byte[] bytes = new byte[15];
    private readonly NasmFormatter formatter = new();

    /// <summary>The instruction at the program counter; invalid when it cannot be read without side effects.</summary>
    public Instruction Next()
    {
        var linear = cpu.ProgramCounter;
        var count = 0;
        while (count < bytes.Length && cpu.TryTranslate(linear + (ulong)count, out var physical))
        {
            var page = machine.Memory.ResolveReadPage(physical, out _, out _);
            if (page == null)
            {
                break;
            }

            bytes[count++] = page[physical & 0xfff];
        }

        var decoder = Decoder.Create(Bitness(), new ByteArrayCodeReader(bytes, 0, count), cpu.State->Rip);
        return decoder.Decode();
    }

    /// <summary>As text in the syntax of NASM.</summary>
    public string Format(in Instruction instruction)
    {
        var output = new StringOutput();
        formatter.Format(instruction, output);
        return output.ToString();
    }

    private int Bitness()
    {
        var attributes = X86State.Segment(cpu.State, SegmentIndex.Cs)->Attributes;
        return (cpu.State->Efer & EferBits.LongModeActive) != 0 && (attributes & DescriptorBits.Long) != 0 ? 64
            : (attributes & DescriptorBits.Big) != 0 ? 32
            : 16;
    }
}
