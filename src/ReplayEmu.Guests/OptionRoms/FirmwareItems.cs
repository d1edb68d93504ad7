using Iced.Intel;
using ReplayEmu.Guests.Assembly;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.Guests.OptionRoms;

/// <summary>
/// 16-bit routines that read QEMU's firmware configuration device (docs/specs/fw_cfg) through its ports: numbers into EAX, items to
/// any address below 4 GiB. For the latter ES must be flat.
/// </summary>
internal sealed class FirmwareItems
{
    private const ushort SelectorPort = 0x510;
    private readonly Segment segment;
    private readonly Routine number;
    private readonly Routine copy;

    public FirmwareItems(Segment segment)
    {
        this.segment = segment;
        number = segment.Declare("fw_number");
        copy = segment.Declare("fw_copy");
    }

    /// <summary>EAX = the 32-bit item; EDX is lost.</summary>
    public void Number(ushort key)
    {
        segment.Code.mov(ax, key);
        segment.Code.call(number.Label);
    }

    /// <summary>Copies ECX bytes of an item to linear address EDI, which moves behind them; EAX, ECX, EDX are lost.</summary>
    public void Copy(ushort key)
    {
        segment.Code.mov(ax, key);
        segment.Code.call(copy.Label);
    }

    /// <summary>Copies the item of <paramref name="data"/>, whose size and target are items too.</summary>
    public void CopyTo(ushort address, ushort size, ushort data)
    {
        Number(address);
        segment.Code.mov(edi, eax);
        Number(size);
        segment.Code.mov(ecx, eax);
        Copy(data);
    }

    /// <summary>Emits the routines; once a segment.</summary>
    public void Emit()
    {
        var code = segment.Code;
        segment.Place(number);
        code.mov(dx, SelectorPort);
        code.@out(dx, ax);
        code.inc(dx);
        for (var i = 0; i < 4; i++)
        {
            // Each byte pushes the earlier ones down from the top.
            code.@in(al, dx);
            code.ror(eax, 8);
        }

        code.ret();

        segment.Place(copy);
        code.mov(dx, SelectorPort);
        code.@out(dx, ax);
        code.inc(dx);
        code.AddInstruction(Instruction.CreateInsb(addressSize: 32, RepPrefixKind.Repe));
        code.ret();
    }
}
