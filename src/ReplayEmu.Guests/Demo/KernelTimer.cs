using ReplayEmu.Guests.Assembly;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Guests.Demo;

/// <summary>
/// Measures the time-stamp counter against the 8254 timer: 100 interrupts a second through the 8259A, ten of them waited for in
/// HLT.
/// </summary>
internal sealed class KernelTimer(Segment segment, KernelParts parts)
{
    /// <summary>1193182 Hz / 11932 = 99.998 Hz.</summary>
    private const int Divisor = 11932;
    private const int Periods = 10;
    private const int MillisecondsPerPeriod = 10;

    private readonly Routine calibrate = segment.Declare("calibrate_delay");
    private readonly Routine waitForTick = segment.Declare("wait_for_tick");

    public void Calibrate() => segment.Code.call(calibrate.Label);

    public void Emit()
    {
        var code = segment.Code;
        var next = code.CreateLabel();
        segment.Place(calibrate);
        code.push(ebp);
        code.mov(ebp, esp);

        // ICW1 to ICW4 of both controllers (8259A data sheet): edge triggered, cascade on 2; all but line 0 masked.
        (byte Port, byte Value)[] settings =
        [
            (0x20, 0x11),
            (0xA0, 0x11),
            (0x21, KernelExceptions.FirstIrq),
            (0xA1, KernelExceptions.FirstIrq + 8),
            (0x21, 0x04),
            (0xA1, 0x02),
            (0x21, 0x01),
            (0xA1, 0x01),
            (0x21, 0xFE),
            (0xA1, 0xFF),
            // Counter 0, low and high byte, mode 2 (rate generator).
            (0x43, 0x34),
            (0x40, Divisor & 0xFF),
            (0x40, Divisor >> 8),
        ];
        foreach (var (port, value) in settings)
        {
            code.mov(al, value);
            code.@out(port, al);
        }

        code.mov(__dword_ptr[KernelParts.Ticks], 0);
        code.sti();
        code.call(waitForTick.Label);
        code.rdtsc();
        code.push(edx);
        code.push(eax);
        code.mov(ecx, Periods);
        code.Label(ref next);
        code.call(waitForTick.Label);
        code.dec(ecx);
        code.jne(next);
        code.rdtsc();
        code.cli();
        code.pop(ebx);
        code.pop(ecx);
        code.sub(eax, ebx);
        code.sbb(edx, ecx);
        code.mov(ecx, Periods * MillisecondsPerPeriod);
        code.div(ecx);
        parts.Console.Print("timer: ");
        code.push(eax);
        code.mov(eax, __dword_ptr[KernelParts.Ticks]);
        parts.Console.PrintDecimalEax();
        code.pop(eax);
        parts.Console.Print(" interrupts, time-stamp counter ");
        parts.Console.PrintDecimalEax();
        parts.Console.Print(" kHz\n");
        code.pop(ebp);
        code.ret();
        EmitWaitForTick();
    }

    /// <summary>EBX and EAX are lost.</summary>
    private void EmitWaitForTick()
    {
        var code = segment.Code;
        var wait = code.CreateLabel();
        segment.Place(waitForTick);
        code.mov(ebx, __dword_ptr[KernelParts.Ticks]);
        code.Label(ref wait);
        code.hlt();
        code.cmp(ebx, __dword_ptr[KernelParts.Ticks]);
        code.je(wait);
        code.ret();
    }
}
