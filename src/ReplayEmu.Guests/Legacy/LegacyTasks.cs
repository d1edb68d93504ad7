using Iced.Intel;
using ReplayEmu.Guests.Assembly;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Guests.Legacy;

/// <summary>The code behind gates: a procedure of ring 0, one of any ring, a task, and the task of the double fault.</summary>
internal sealed class LegacyTasks(Segment segment, CodePlaces places)
{
    private readonly CodePlace procedure = places.Declare();
    private readonly CodePlace conforming = places.Declare();
    private readonly CodePlace task = places.Declare();
    private readonly CodePlace fault = places.Declare();

    private Assembler Code => segment.Code;

    /// <summary>Two words of parameters.</summary>
    public void InstallCallGate()
    {
        places.Load(eax, procedure);
        Code.mov(edx, eax);
        Code.and(eax, 0xffff);
        Code.or(eax, LegacyMap.Code << 16);
        Code.mov(__dword_ptr[LegacyMap.Gdt + (LegacyMap.CallGate & ~7)], eax);
        Code.mov(dx, 0xec02);
        Code.mov(__dword_ptr[LegacyMap.Gdt + (LegacyMap.CallGate & ~7) + 4], edx);
    }

    public void Install()
    {
        places.Load(eax, task);
        Code.mov(__dword_ptr[LegacyMap.OtherTask + 32], eax);
    }

    public void InstallFaultTask()
    {
        places.Load(eax, fault);
        Code.mov(__dword_ptr[LegacyMap.FaultTask + 32], eax);
    }

    /// <summary>A far call through memory.</summary>
    public void CallConforming()
    {
        places.Load(eax, conforming);
        Code.mov(__dword_ptr[LegacyMap.Data + 16], eax);
        Code.mov(__word_ptr[LegacyMap.Data + 20], LegacyMap.Conforming);
        Code.call(__fword_ptr[LegacyMap.Data + 16]);
    }

    public void Emit()
    {
        places.Put(procedure);
        Code.mov(eax, __dword_ptr[esp + 8]);
        Code.mov(ebx, __dword_ptr[esp + 12]);
        Code.mov(ecx, __dword_ptr[esp + 16]);
        Code.mov(edx, ss);
        Code.AddInstruction(Instruction.Create(Iced.Intel.Code.Retfd_imm16, 8u));
        places.Put(conforming);
        Code.mov(eax, cs);
        Code.retf();
        EmitTask();
        EmitFault();
    }

    /// <summary>Entered by JMP and goes back so; then by CALL and gates, and goes back by IRET.</summary>
    private void EmitTask()
    {
        var again = Code.CreateLabel();
        places.Put(task);
        Code.mov(ebx, LegacyMap.Other);
        Code.str(ecx);
        Code.sldt(edx);
        Code.mov(eax, 0x0c);
        Code.mov(gs, eax);
        Code.mov(al, __byte_ptr.gs[0xff]);
        Code.pushfd();
        Code.pop(eax);
        Code.AddInstruction(Instruction.CreateBranch(Iced.Intel.Code.Jmp_ptr1632, LegacyMap.Main, LegacyMap.Loader));
        Code.Label(ref again);
        Code.pushfd();
        Code.pop(eax);
        Code.lar(edx, ebx);
        Code.inc(esi);
        Code.iretd();
        Code.jmp(again);
    }

    /// <summary>Makes the gate of #GP whole, and lets the main task go on.</summary>
    private void EmitFault()
    {
        places.Put(fault);
        Code.pop(eax);
        Code.str(ebx);
        Code.mov(ecx, __dword_ptr[LegacyMap.FaultTask]);
        Code.or(__byte_ptr[LegacyMap.Idt + (13 * 8) + 5], 0x80);
        Code.mov(edx, __dword_ptr[LegacyMap.MainTask + 60]);
        Code.mov(__dword_ptr[LegacyMap.MainTask + 32], edx);
        Code.iretd();
    }
}
