using Iced.Intel;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Guests.Assembly;

/// <summary>The first instructions in protected mode.</summary>
internal static class FlatEntry
{
    /// <summary>Loads the flat data segments and a stack.</summary>
    /// <param name="code">Where to.</param>
    /// <param name="stack">Address behind the stack.</param>
    public static void Emit(Assembler code, uint stack)
    {
        code.mov(eax, Descriptors.DataSelector);
        code.mov(ds, eax);
        code.mov(es, eax);
        code.mov(ss, eax);
        code.mov(fs, eax);
        code.mov(gs, eax);
        code.mov(esp, stack);
        code.xor(ebp, ebp);
    }

    /// <summary>Copies a program and jumps to its first byte; EAX, EBX and EDX are kept for it.</summary>
    public static void CopyAndJump(Assembler code, uint source, uint destination, int length)
    {
        code.mov(esi, source);
        code.mov(edi, destination);
        code.mov(ecx, (length + 3) / 4);
        code.rep.movsd();
        code.mov(ecx, destination);
        code.jmp(ecx);
    }
}
