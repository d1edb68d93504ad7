using System;
using Iced.Intel;
using ReplayEmu.Guests.Assembly;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Guests.Legacy;

/// <summary>The scenes in the order in which they are played. EBP is where a handler goes on.</summary>
internal sealed class LegacyScenes(Segment segment, CodePlaces places)
{
    private readonly LegacyTasks tasks = new(segment, places);

    private Assembler Code => segment.Code;

    /// <summary>Faults and traps of ring 0 that no table decides.</summary>
    public void Exceptions()
    {
        Faults(() =>
        {
            Code.xor(ecx, ecx);
            Code.div(ecx);
        });
        Faults(() => Code.int3());
        Faults(() =>
        {
            Code.mov(eax, int.MaxValue);
            Code.inc(eax);
            Code.into();
        });
        Code.mov(__dword_ptr[LegacyMap.Data], 5);
        Code.mov(__dword_ptr[LegacyMap.Data + 4], 9);
        Code.mov(eax, 9);
        Code.bound(eax, __qword_ptr[LegacyMap.Data]);
        Faults(() =>
        {
            Code.inc(eax);
            Code.bound(eax, __qword_ptr[LegacyMap.Data]);
        });
        Faults(() => Code.ud2());
        Faults(() => Code.@int(LegacyMap.Beyond));
        Code.and(__byte_ptr[LegacyMap.Idt + (LegacyMap.Forbidden * 8) + 5], 0x7f);
        Faults(() => Code.@int(LegacyMap.Forbidden));
        Code.or(__byte_ptr[LegacyMap.Idt + (LegacyMap.Forbidden * 8) + 5], 0x80);
    }

    /// <summary>Loads of segments that are refused. No use beyond a limit: QEMU's interpreter checks none (the manual does, and so do tests).</summary>
    public void Segments()
    {
        foreach (
            var selector in (ushort[])[0xfff8, LegacyMap.AbsentData, LegacyMap.ExecuteOnly, LegacyMap.Main, 0x0c, 0x14]
        )
        {
            Faults(() =>
            {
                Code.mov(eax, selector);
                Code.mov(es, eax);
            });
        }

        foreach (var selector in (ushort[])[0, LegacyMap.AbsentData, LegacyMap.Code, LegacyMap.UserFlat])
        {
            Faults(() =>
            {
                Code.mov(eax, selector);
                Code.mov(ss, eax);
            });
        }

        Code.mov(eax, LegacyMap.Small);
        Code.mov(fs, eax);
        Code.mov(eax, LegacyMap.ExpandDown);
        Code.mov(gs, eax);
        Code.mov(al, __byte_ptr.fs[0xfff]);
        Code.mov(al, __byte_ptr.gs[0x1000]);
        Faults(() =>
        {
            Code.mov(ecx, LegacyMap.Small);
            Code.mov(edx, ss);
            Code.mov(ss, ecx);
            Code.mov(ebx, esp);
            Code.mov(esp, 0x800);
            Code.push(eax);
            Code.mov(ss, edx);
            Code.mov(esp, ebx);
            Code.ud2();
        });
        foreach (
            var selector in (ushort[])
                [0, LegacyMap.Flat, LegacyMap.AbsentCode, LegacyMap.UserCode, LegacyMap.TooSmall, 0xfff8]
        )
        {
            Faults(() => FarJump(selector));
        }

        Faults(() => FarCall(LegacyMap.AbsentCode));
        Faults(() =>
        {
            Code.mov(eax, LegacyMap.Main);
            Code.ltr(ax);
        });
        Faults(() =>
        {
            Code.mov(eax, LegacyMap.Flat);
            Code.lldt(ax);
        });
    }

    /// <summary>LAR, LSL, VERR and VERW of every descriptor, ARPL of some selectors.</summary>
    public void Inspection()
    {
        var next = Code.CreateLabel();
        Code.xor(ebx, ebx);
        Code.Label(ref next);
        Code.lar(eax, ebx);
        Code.lsl(ecx, ebx);
        Code.verr(bx);
        Code.verw(bx);
        Code.mov(edx, ebx);
        Code.mov(eax, 3);
        Code.arpl(dx, ax);
        Code.arpl(dx, bx);
        Code.inc(ebx);
        Code.cmp(ebx, LegacyMap.Last + 8);
        Code.jb(next);
    }

    /// <summary>Single step, breakpoints on an instruction and on data, GD.</summary>
    public void Debugging()
    {
        Faults(() =>
        {
            Code.pushfd();
            Code.or(__byte_ptr[esp + 1], 1);
            Code.popfd();
            Code.nop();
            Code.ud2();
        });
        var here = places.Declare();
        places.Load(eax, here);
        Code.mov(dr0, eax);
        Code.mov(eax, LegacyMap.Data);
        Code.mov(dr1, eax);
        Faults(() =>
        {
            Code.mov(eax, 0x00d00702);
            Code.mov(dr7, eax);
            places.Put(here);
            Code.inc(ecx);
            Code.ud2();
        });
        Faults(() =>
        {
            Code.mov(eax, 0x00d00708);
            Code.mov(dr7, eax);
            Code.inc(__dword_ptr[LegacyMap.Data]);
            Code.ud2();
        });
        Faults(() =>
        {
            Code.mov(eax, 0x2700);
            Code.mov(dr7, eax);
            Code.mov(eax, dr7);
            Code.ud2();
        });
        Code.mov(eax, 0x400);
        Code.mov(dr7, eax);
    }

    /// <summary>Pages that are not there or not to be written; accessed and dirty bits.</summary>
    public void Paging()
    {
        Code.mov(eax, LegacyMap.PageDirectory);
        Code.mov(cr3, eax);
        Code.mov(eax, cr0);
        Code.or(eax, unchecked((int)0x80050000));
        Code.mov(cr0, eax);
        Faults(() => Code.mov(eax, __dword_ptr[LegacyMap.Pages]));
        Faults(() => Code.mov(__dword_ptr[LegacyMap.Pages + 0xffe], eax));
        Faults(() => Code.mov(__dword_ptr[LegacyMap.Pages + 0x1000], eax));
        Code.mov(eax, cr0);
        Code.and(eax, ~0x10000);
        Code.mov(cr0, eax);
        Code.mov(__dword_ptr[LegacyMap.Pages + 0x1000], eax);
        Code.mov(eax, __dword_ptr[LegacyMap.Pages + 0x3000]);
        for (var page = 0u; page < 4; page++)
        {
            Code.mov(ebx, __dword_ptr[LegacyMap.PageTable + (((LegacyMap.Pages >> 12) + page) * 4)]);
        }

        Code.or(eax, 0x10000);
        Code.mov(ebx, cr0);
        Code.or(ebx, 0x10000);
        Code.mov(cr0, ebx);
    }

    /// <summary>What ring 3 may not do; a call gate; unaligned data.</summary>
    public void User()
    {
        var user = places.Declare();
        var back = ContinueAt();
        Code.push(LegacyMap.UserFlat);
        Code.push(unchecked((int)LegacyMap.UserStack));
        Code.push(2);
        Code.push(LegacyMap.UserCode);
        places.Load(eax, user);
        Code.push(eax);
        tasks.InstallCallGate();
        Code.iretd();
        places.Put(user);
        Code.mov(eax, LegacyMap.UserFlat);
        Code.mov(ds, eax);
        Code.mov(es, eax);
        UserFaults(() => Code.cli());
        UserFaults(() => Code.hlt());
        UserFaults(() => Code.mov(eax, cr0));
        UserFaults(() => Code.@in(al, 0x60));
        UserFaults(() => Code.@int(LegacyMap.Forbidden));
        UserFaults(() => Code.lgdt(__[LegacyMap.Data]));
        UserFaults(() => Code.mov(eax, __dword_ptr[LegacyMap.Pages + 0x2000]));
        UserFaults(() => Code.mov(__dword_ptr[LegacyMap.Pages + 0x3000], eax));
        UserFaults(() => FarCall(LegacyMap.Code));
        UserFaults(() =>
        {
            Code.mov(ecx, LegacyMap.Flat);
            Code.mov(fs, ecx);
        });
        UserFaults(() => Code.@int(13));
        Code.@out(0x80, al);
        UserFaults(() => Code.int3());
        Code.lar(eax, eax);
        Code.pushfd();
        Code.or(__dword_ptr[esp], 0x43200);
        Code.popfd();
        UserFaults(() => Code.mov(eax, __dword_ptr[LegacyMap.Data + 1]));
        Code.pushfd();
        Code.and(__dword_ptr[esp], ~0x40000);
        Code.popfd();
        Code.push(0x1111);
        Code.push(0x2222);
        FarCall(LegacyMap.CallGate);
        tasks.CallConforming();
        Code.@int(LegacyMap.Exit);
        places.Put(back);
        Code.mov(eax, LegacyMap.Flat);
        Code.mov(ds, eax);
    }

    /// <summary>Task switches by JMP, CALL, INT and IRET, and those that are refused.</summary>
    public void Tasks()
    {
        tasks.Install();
        FarJump(LegacyMap.Other);
        Code.lar(eax, ebx);
        FarCall(LegacyMap.Other);
        Code.pushfd();
        Code.pop(ebx);
        Code.mov(ecx, LegacyMap.Other);
        Code.lar(eax, ecx);
        Code.@int(LegacyMap.Task);
        FarCall(LegacyMap.TaskGate);
        Code.str(eax);
        Code.mov(ebx, __dword_ptr[LegacyMap.OtherTask]);
        Code.mov(ebx, __dword_ptr[LegacyMap.OtherTask + 36]);
        Code.mov(ebx, __dword_ptr[LegacyMap.MainTask + 36]);
        Faults(() => FarJump(LegacyMap.TooSmall));
        Faults(() => FarJump(LegacyMap.Main));
        Faults(() =>
        {
            Code.pushfd();
            Code.or(__dword_ptr[esp], 0x4000);
            Code.popfd();
            // The back link is 0.
            Code.iretd();
        });
        Code.pushfd();
        Code.and(__dword_ptr[esp], ~0x4000);
        Code.popfd();
    }

    /// <summary>Virtual-8086 mode with flags.</summary>
    public void Virtual(byte[] program, int flags, Action<Segment, byte[], uint> copy)
    {
        copy(segment, program, LegacyMap.Virtual);
        var back = ContinueAt();
        for (var i = 0; i < 4; i++)
        {
            Code.push(0x100 * (i + 1));
        }

        Code.push((int)(LegacyMap.Virtual >> 4));
        Code.push(0xfff0);
        Code.push(flags);
        Code.push((int)(LegacyMap.Virtual >> 4));
        Code.push(0);
        Code.iretd();
        places.Put(back);
    }

    /// <summary>A fault while #GP is delivered; a task takes the double fault.</summary>
    public void DoubleFault()
    {
        Code.and(__byte_ptr[LegacyMap.Idt + (13 * 8) + 5], 0x7f);
        tasks.InstallFaultTask();
        Faults(() =>
        {
            Code.mov(eax, 0xfff8);
            Code.mov(es, eax);
        });
    }

    public void Emit() => tasks.Emit();

    /// <summary>Ring 0 code that faults, and whose handler goes on behind it.</summary>
    private void Faults(Action emit)
    {
        var resume = places.Declare();
        places.Load(ebp, resume);
        emit();
        places.Put(resume);
        Code.nop();
    }

    /// <summary>The same for ring 3, whose data segments a handler of ring 0 leaves empty.</summary>
    private void UserFaults(Action emit)
    {
        Faults(emit);
        Code.mov(ebx, LegacyMap.UserFlat);
        Code.mov(ds, ebx);
    }

    private CodePlace ContinueAt()
    {
        var back = places.Declare();
        places.Load(eax, back);
        Code.mov(__dword_ptr[LegacyMap.Continue], eax);
        return back;
    }

    private void FarJump(ushort selector) =>
        Code.AddInstruction(Instruction.CreateBranch(Iced.Intel.Code.Jmp_ptr1632, selector, LegacyMap.Loader));

    private void FarCall(ushort selector) =>
        Code.AddInstruction(Instruction.CreateBranch(Iced.Intel.Code.Call_ptr1632, selector, LegacyMap.Loader));
}
