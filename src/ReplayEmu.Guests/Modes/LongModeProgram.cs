using System.Globalization;
using Iced.Intel;
using ReplayEmu.Guests.Assembly;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Guests.Modes;

/// <summary>
/// The 64-bit part: runs into one exception after the other and calls the supervisor from both kinds of user code. RDI is the next
/// row, R15 where the exception's handler goes on.
/// </summary>
internal sealed class LongModeProgram
{
    /// <summary>Bits of RFLAGS that a row keeps; the resume flag is among those that emulators set differently.</summary>
    private const int ShownFlags = 0x3000;
    private readonly Segment segment = new(64, ModesMap.LongCode, 0x2000);

    private Assembler Code => segment.Code;

    /// <summary>Entered in 64-bit code at its first byte with a return address to 32-bit code on the stack.</summary>
    public byte[] Build(out uint[] handlers)
    {
        var routines = new Routine[ModesMap.Call + 1];
        for (var vector = 0; vector < routines.Length; vector++)
        {
            routines[vector] = segment.Declare(string.Create(CultureInfo.InvariantCulture, $"vector_{vector:x2}"));
        }

        var systemCall = segment.Declare("system_call");
        segment.Place("long_start");
        Code.mov(edi, ModesMap.Rows);
        Code.mov(r12, rsp);
        Values();
        Faults();
        WriteMsr(0xc000_0081, 0x0018_0008_0000_0000);
        WriteMsrOfLabel(0xc000_0082, systemCall);
        WriteMsr(0xc000_0084, ShownFlags);
        WriteMsr(0xc000_0102, ModesMap.UpperHalf);
        UserCode();
        SwappedBase();
        Code.mov(rsp, r12);
        // To 32-bit code again: the return address was pushed as RIP and CS.
        Code.db(0x48, 0xcb);
        SystemCall(systemCall);
        Handlers(routines);
        uint[] addresses = [];
        var image = segment.Link(linked => addresses = System.Array.ConvertAll(routines, linked.AddressOf));
        handlers = addresses;
        return image;
    }

    /// <summary>Rows of results: REX registers, zero extension, addresses relative to RIP, descriptors looked at.</summary>
    private void Values()
    {
        Code.mov(rax, __qword_ptr[(long)ModesMap.SmallPages]);
        Code.mov(r8, 0x1122_3344_5566_7788);
        Code.mov(r9, r8);
        Code.add(r9d, r9d);
        Code.mov(r10, r8);
        Code.imul(r10, r9);
        Code.mov(eax, ModesMap.Task);
        Code.lar(ebx, eax);
        Code.lsl(ecx, eax);
        Code.mov(eax, ModesMap.UserCode64);
        Code.lar(edx, eax);
        // Bits 19:16 are undefined.
        Code.and(edx, 0x00f0_ff00);
        Code.mov(__qword_ptr[rdi], r9);
        Code.mov(__qword_ptr[rdi + 8], r10);
        Code.mov(__qword_ptr[rdi + 16], rbx);
        Code.mov(__qword_ptr[rdi + 24], rcx);
        Code.mov(__qword_ptr[rdi + 32], rdx);
        Code.mov(rax, cr4);
        Code.mov(__qword_ptr[rdi + 40], rax);
        Code.smsw(rax);
        Code.mov(__qword_ptr[rdi + 48], rax);
        Code.str(rax);
        Code.mov(__qword_ptr[rdi + 56], rax);
        NextRow();
    }

    private void Faults()
    {
        Expect(() => Code.mov(rax, __qword_ptr[(long)ModesMap.SmallPages + 0x2000]));
        Expect(() => Code.mov(__dword_ptr[(long)ModesMap.SmallPages], eax));
        Expect(() =>
        {
            Code.mov(eax, ModesMap.SmallPages + 0x1000);
            Code.jmp(rax);
        });
        Expect(() =>
        {
            Code.mov(rax, 1L << 63);
            Code.mov(rax, __qword_ptr[rax]);
        });
        Expect(() => Code.ud2());
        Expect(() =>
        {
            Code.xor(eax, eax);
            Code.div(rax);
        });
        Expect(() =>
        {
            Code.mov(eax, 0x48);
            Code.mov(ds, eax);
        });
        Expect(() => Code.@int(0x31));
    }

    private void UserCode()
    {
        // 64-bit user code: SYSCALL, then what it may not do.
        var user = Code.CreateLabel();
        var compatible = Code.CreateLabel();
        Expect(() =>
        {
            Code.push(ModesMap.UserData);
            Code.push((int)ModesMap.UserStack);
            Code.push(0x3002);
            Code.push(ModesMap.UserCode64);
            Code.lea(rax, __[user]);
            Code.push(rax);
            Code.iretq();
            Code.Label(ref user);
            Code.syscall();
            Code.push(rax);
            Code.hlt();
        });
        // 32-bit user code: PUSH and INT have the same encodings there.
        Expect(() =>
        {
            Code.push(ModesMap.UserData);
            Code.push((int)ModesMap.UserStack);
            Code.push(2);
            Code.push(ModesMap.UserCode32);
            Code.lea(rax, __[compatible]);
            Code.push(rax);
            Code.iretq();
            Code.Label(ref compatible);
            Code.push(rax);
            Code.@int(ModesMap.Call);
        });
    }

    private void SwappedBase()
    {
        Code.swapgs();
        Code.mov(rax, __qword_ptr.gs[(long)ModesMap.LongCode]);
        Code.mov(__qword_ptr[rdi], rax);
        Code.swapgs();
        Code.mov(rax, __qword_ptr[(long)ModesMap.PageTables + 0x2018]);
        Code.mov(__qword_ptr[rdi + 8], rax);
        Code.mov(rax, __qword_ptr[(long)ModesMap.PageTables + 0x5000]);
        Code.mov(__qword_ptr[rdi + 16], rax);
        Code.mov(rax, __qword_ptr[(long)ModesMap.PageTables + 0x4000]);
        Code.mov(__qword_ptr[rdi + 24], rax);
        NextRow();
    }

    /// <summary>Row: RCX, R11, CS, SS, RSP. Then back.</summary>
    private void SystemCall(Routine routine)
    {
        segment.Place(routine);
        Code.mov(__qword_ptr[rdi], rcx);
        Code.and(r11d, ShownFlags);
        Code.mov(__qword_ptr[rdi + 8], r11);
        Code.mov(eax, cs);
        Code.mov(__qword_ptr[rdi + 16], rax);
        Code.mov(eax, ss);
        Code.mov(__qword_ptr[rdi + 24], rax);
        Code.mov(__qword_ptr[rdi + 32], rsp);
        Code.pushfq();
        Code.pop(rax);
        Code.and(eax, ShownFlags);
        Code.mov(__qword_ptr[rdi + 40], rax);
        NextRow();
        Code.sysretq();
    }

    /// <summary>One for each vector, and what they share.</summary>
    private void Handlers(Routine[] routines)
    {
        var common = Code.CreateLabel();
        for (var vector = 0; vector < routines.Length; vector++)
        {
            segment.Place(routines[vector]);
            if (vector is not (8 or (>= 10 and <= 14) or 17))
            {
                Code.push(0);
            }

            Code.push(vector);
            Code.jmp(common);
        }

        Code.Label(ref common);
        // On the stack: vector, error, RIP, CS, RFLAGS, RSP, SS.
        foreach (var word in new[] { 0, 1, 2, 3, 5, 6 })
        {
            Code.mov(rax, __qword_ptr[rsp + (word * 8)]);
            Code.mov(__qword_ptr[rdi + (word * 8)], rax);
        }

        Code.mov(eax, __dword_ptr[rsp + 32]);
        Code.and(eax, ShownFlags);
        Code.mov(__qword_ptr[rdi + 32], rax);
        Code.mov(__qword_ptr[rdi + 56], rsp);
        NextRow();
        Code.mov(rsp, r14);
        Code.push(ModesMap.Data);
        Code.push(r14);
        Code.push(2);
        Code.push(ModesMap.Code64);
        Code.push(r15);
        Code.iretq();
    }

    /// <summary>Runs into an exception, after which the next instruction follows.</summary>
    private void Expect(System.Action cause)
    {
        var next = Code.CreateLabel();
        Code.lea(r15, __[next]);
        Code.mov(r14, rsp);
        cause();
        Code.Label(ref next);
    }

    private void NextRow() => Code.add(rdi, ModesMap.RowWords * 8);

    private void WriteMsr(uint number, ulong value)
    {
        Code.mov(ecx, number);
        Code.mov(eax, (uint)value);
        Code.mov(edx, (uint)(value >> 32));
        Code.wrmsr();
    }

    private void WriteMsrOfLabel(uint number, Routine routine)
    {
        Code.mov(ecx, number);
        Code.lea(rax, __[routine.Label]);
        Code.xor(edx, edx);
        Code.wrmsr();
    }
}
