using Iced.Intel;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Guests.Assembly;

/// <summary>
/// PCI configuration mechanism 1 (PCI 2.1, section 3.2.2.3.2). EBX holds a function: enable bit, bus, device, function in
/// bits 31 and 23:8, register 0.
/// </summary>
internal sealed class PciRoutines
{
    private const ushort ConfigAddress = 0xCF8;
    private const ushort ConfigData = 0xCFC;

    private readonly Segment segment;
    private readonly bool knowsIch9;
    private readonly Routine read;
    private readonly Routine write;
    private readonly Routine powerOff;

    /// <param name="knowsIch9">Powers off boards with an ICH9 too; guests of recorded traces stay as they are without.</param>
    public PciRoutines(Segment segment, bool knowsIch9 = false)
    {
        this.segment = segment;
        this.knowsIch9 = knowsIch9;
        read = segment.Declare("pci_read");
        write = segment.Declare("pci_write");
        powerOff = segment.Declare("power_off");
    }

    private Assembler Code => segment.Code;

    /// <summary>EAX = the register; EDX is lost.</summary>
    public void Read(int register)
    {
        Code.mov(edx, register);
        Code.call(read.Label);
    }

    /// <summary>EAX = the register whose number is in EDX.</summary>
    public void ReadAtEdx() => Code.call(read.Label);

    /// <summary>The register = EAX; EDX is lost.</summary>
    public void Write(int register)
    {
        Code.mov(edx, register);
        Code.call(write.Label);
    }

    /// <summary>The register whose number is in EDX = EAX.</summary>
    public void WriteAtEdx() => Code.call(write.Label);

    /// <summary>Loops over all functions of bus 0 that are there; a device's further functions only if its header says multifunction.</summary>
    /// <param name="visit">Emits what is done with each function (EBX); may use EAX, ECX, EDX, ESI.</param>
    public void ForEachFunction(System.Action visit)
    {
        var next = Code.CreateLabel();
        var skip = Code.CreateLabel();
        var absent = Code.CreateLabel();
        Code.mov(ebx, 0x8000_0000);
        Code.Label(ref next);
        Read(0x00);
        Code.cmp(ax, unchecked((short)0xFFFF));
        Code.je(absent);
        Code.push(ebx);
        visit();
        Code.pop(ebx);

        // A single-function device may answer for all its functions: only function 0 counts.
        Code.test(ebx, 0x700);
        Code.jne(skip);
        Read(0x0C);
        Code.test(eax, 0x0080_0000);
        Code.jne(skip);
        Code.or(ebx, 0x700);
        Code.jmp(skip);
        Code.Label(ref absent);
        Code.test(ebx, 0x700);
        Code.jne(skip);
        Code.or(ebx, 0x700);
        Code.Label(ref skip);
        Code.add(ebx, 0x100);
        Code.test(ebx, 0x0001_0000);
        Code.je(next);
    }

    /// <summary>
    /// Powers the machine off through the PIIX4's power management (82371AB, section 7.2): PM base B000h, then SLP_EN with
    /// type 0. If that has no effect: Bochs' shutdown port, then halts for good.
    /// </summary>
    public void PowerOff() => Code.jmp(powerOff.Label);

    /// <summary>Emits the routines; once a segment.</summary>
    public void Emit()
    {
        segment.Place(read);
        Code.push(edx);
        SelectRegister();
        Code.@in(eax, dx);
        Code.pop(edx);
        Code.ret();

        segment.Place(write);
        Code.push(edx);
        SelectRegister();
        Code.@out(dx, eax);
        Code.pop(edx);
        Code.ret();
        EmitPowerOff();
    }

    /// <summary>Writes EBX + EDX to the address register and leaves EDX at the data register.</summary>
    private void SelectRegister()
    {
        Code.push(eax);
        Code.lea(eax, __[ebx + edx]);
        Code.mov(edx, ConfigAddress);
        Code.@out(dx, eax);
        Code.mov(edx, ConfigData);
        Code.pop(eax);
    }

    /// <summary>The LPC bridge of an ICH9: PMBASE, and bit 7 of ACPI_CNTL.</summary>
    private void EnableIch9()
    {
        var other = Code.CreateLabel();
        Read(0x00);
        Code.cmp(eax, 0x2918_8086);
        Code.jne(other);
        Code.mov(eax, 0xB001);
        Write(0x40);
        Read(0x44);
        Code.or(al, 0x80);
        Write(0x44);
        Code.Label(ref other);
        Code.nop();
    }

    private void EmitPowerOff()
    {
        var forever = Code.CreateLabel();
        segment.Place(powerOff);
        Code.cli();
        ForEachFunction(() =>
        {
            var other = Code.CreateLabel();
            Read(0x00);
            Code.cmp(eax, 0x7113_8086);
            Code.jne(other);
            Code.mov(eax, 0xB001);
            Write(0x40);
            Read(0x80);
            Code.or(al, 1);
            Write(0x80);
            Code.Label(ref other);
            Code.nop();
            if (knowsIch9)
            {
                EnableIch9();
            }
        });
        Code.mov(edx, 0xB004);
        Code.mov(eax, 0x2000);
        Code.@out(dx, ax);
        foreach (var letter in "Shutdown")
        {
            Code.mov(edx, 0x8900);
            Code.mov(al, (sbyte)letter);
            Code.@out(dx, al);
        }

        Code.Label(ref forever);
        Code.hlt();
        Code.jmp(forever);
    }
}
