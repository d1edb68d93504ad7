using System;
using System.Text;
using ReplayEmu.Lockstep.Registers;

namespace ReplayEmu.Lockstep.Reference;

/// <summary>QEMU's names of single registers in its log, of 32-bit and of 64-bit mode.</summary>
internal static class QemuNames
{
    private static readonly (byte[] Name, int Number)[] Names = Create(
        ("AX", 0),
        ("CX", 1),
        ("DX", 2),
        ("BX", 3),
        ("SP", 4),
        ("BP", 5),
        ("SI", 6),
        ("DI", 7),
        ("IP", RegisterSet.Eip),
        ("FL", RegisterSet.Eflags)
    );

    private static readonly (byte[] Name, int Number)[] Others = Create(
        ("R8", 8),
        ("R9", 9),
        ("R10", 10),
        ("R11", 11),
        ("R12", 12),
        ("R13", 13),
        ("R14", 14),
        ("R15", 15),
        ("CR0", RegisterSet.Cr0),
        ("CR2", RegisterSet.Cr2),
        ("CR3", RegisterSet.Cr3),
        ("CR4", RegisterSet.Cr4),
        ("CPL", RegisterSet.Cpl),
        ("SMM", RegisterSet.SystemManagement),
        ("DR0", RegisterSet.Dr0),
        ("DR1", RegisterSet.Dr0 + 1),
        ("DR2", RegisterSet.Dr0 + 2),
        ("DR3", RegisterSet.Dr0 + 3),
        ("DR6", RegisterSet.Dr6),
        ("DR7", RegisterSet.Dr7)
    );

    /// <summary>The number in the register set, or -1.</summary>
    public static int Find(ReadOnlySpan<byte> name)
    {
        if (name.Length == 3 && name[0] is (byte)'E' or (byte)'R')
        {
            foreach (var (candidate, number) in Names)
            {
                if (name[1..].SequenceEqual(candidate))
                {
                    return number;
                }
            }
        }

        foreach (var (candidate, number) in Others)
        {
            if (name.SequenceEqual(candidate))
            {
                return number;
            }
        }

        return -1;
    }

    private static (byte[] Name, int Number)[] Create(params ReadOnlySpan<(string Name, int Number)> names)
    {
        var list = new (byte[] Name, int Number)[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            list[i] = (Encoding.ASCII.GetBytes(names[i].Name), names[i].Number);
        }

        return list;
    }
}
