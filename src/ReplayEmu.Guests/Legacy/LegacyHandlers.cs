using Iced.Intel;
using ReplayEmu.Guests.Assembly;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Guests.Legacy;

/// <summary>
/// The handlers of all vectors: each writes a row and goes on at EBP, or in virtual-8086 mode three bytes behind the instruction. The
/// exit's, and #UD of virtual-8086 code, go on in ring 0.
/// </summary>
internal sealed class LegacyHandlers(Segment segment, CodePlaces places)
{
    private const int Count = LegacyMap.Forbidden + 1;
    private const int VectorOffset = 36;
    private const int Eip = 44;
    private const int Eflags = 52;
    private readonly CodePlace[] stubs = new CodePlace[Count];

    private Assembler Code => segment.Code;

    /// <summary>Writes the gates; the table ends behind the last one.</summary>
    public void Install()
    {
        for (var vector = 0; vector < Count; vector++)
        {
            if (vector is 8 or LegacyMap.Task)
            {
                var task = vector == 8 ? LegacyMap.Fault : LegacyMap.Other;
                Code.mov(__dword_ptr[LegacyMap.Idt + ((uint)vector * 8)], task << 16);
                Code.mov(__dword_ptr[LegacyMap.Idt + ((uint)vector * 8) + 4], vector == 8 ? 0x8500 : 0xe500);
                continue;
            }

            stubs[vector] = places.Declare();
            places.Load(eax, stubs[vector]);
            Code.mov(edx, eax);
            Code.and(eax, 0xffff);
            Code.or(eax, LegacyMap.Code << 16);
            Code.mov(__dword_ptr[LegacyMap.Idt + ((uint)vector * 8)], eax);
            Code.mov(dx, (ushort)(vector is 3 or 4 or LegacyMap.Exit ? 0xee00 : 0x8e00));
            Code.mov(__dword_ptr[LegacyMap.Idt + ((uint)vector * 8) + 4], edx);
        }

        Code.lidt(__[segment.Data(Descriptors.Pointer(Count * 8, LegacyMap.Idt), 4)]);
    }

    public void Emit()
    {
        var common = Code.CreateLabel();
        for (var vector = 0; vector < Count; vector++)
        {
            if (vector is 8 or LegacyMap.Task)
            {
                continue;
            }

            places.Put(stubs[vector]);
            if (vector is not (>= 10 and <= 14 or 17))
            {
                Code.push(0);
            }

            Code.push(vector);
            Code.jmp(common);
        }

        Code.Label(ref common);
        Code.pushad();
        Code.push(ds);
        Code.mov(eax, LegacyMap.Flat);
        Code.mov(ds, eax);
        Code.mov(edi, __dword_ptr[LegacyMap.NextRow]);
        for (var word = 0; word < 4; word++)
        {
            Code.mov(eax, __dword_ptr[esp + VectorOffset + (word * 4)]);
            Code.mov(__dword_ptr[edi + (word * 4)], eax);
        }

        // Without RF, which belongs into the frame of a fault (SDM volume 3, 17.3.1.1), and which QEMU leaves out.
        Code.and(__byte_ptr[esp + Eflags + 2], 0xfe);
        Code.mov(eax, __dword_ptr[esp + Eflags]);
        Code.mov(__dword_ptr[edi + 16], eax);
        Code.mov(eax, cr2);
        Code.mov(__dword_ptr[edi + 20], eax);
        Code.mov(eax, dr6);
        Code.mov(__dword_ptr[edi + 24], eax);
        Code.mov(eax, 0xffff0ff0);
        Code.mov(dr6, eax);
        Code.add(__dword_ptr[LegacyMap.NextRow], LegacyMap.RowBytes);
        EmitReturn();
    }

    private void EmitReturn()
    {
        var isVirtual = Code.CreateLabel();
        var leave = Code.CreateLabel();
        var exit = Code.CreateLabel();
        Code.cmp(__dword_ptr[esp + VectorOffset], LegacyMap.Exit);
        Code.je(exit);
        Code.test(__dword_ptr[esp + Eflags], 0x20000);
        Code.jne(isVirtual);
        // EBP as PUSHAD left it.
        Code.mov(eax, __dword_ptr[esp + 12]);
        Code.mov(__dword_ptr[esp + Eip], eax);
        Code.and(__dword_ptr[esp + Eflags], ~0x100);
        Code.jmp(leave);
        Code.Label(ref isVirtual);
        Code.cmp(__dword_ptr[esp + VectorOffset], 6);
        Code.je(exit);
        Code.add(__dword_ptr[esp + Eip], 3);
        Code.Label(ref leave);
        Code.pop(ds);
        Code.popad();
        Code.add(esp, 8);
        Code.iretd();
        Code.Label(ref exit);
        Code.mov(eax, LegacyMap.Flat);
        Code.mov(ss, eax);
        Code.mov(esp, LegacyMap.KernelStack);
        Code.mov(es, eax);
        Code.mov(fs, eax);
        Code.mov(gs, eax);
        Code.jmp(__dword_ptr[LegacyMap.Continue]);
    }
}
