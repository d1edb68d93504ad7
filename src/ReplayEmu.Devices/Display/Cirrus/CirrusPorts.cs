using ReplayEmu.Devices.Display.Vga;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Display.Cirrus;

/// <summary>The ports of a VGA with what the chip has more: further sequencer, graphics and CRTC registers, and the hidden DAC register.</summary>
internal sealed unsafe class CirrusPorts(CirrusState* cirrus, VgaState* vga, VgaPorts ports, CirrusTransfer transfer)
    : IBusDevice
{
    private const int VgaSequencer = 5;
    private const int VgaGraphics = 9;
    private const int VgaCrtc = 0x19;
    private readonly CirrusState* cirrus = cirrus;
    private readonly VgaState* vga = vga;

    private bool IsColor => (vga->Misc & VgaRegisters.MiscColor) != 0;

    private int CrtcData => (IsColor ? VgaRegisters.ColorCrtcIndex : VgaRegisters.MonoCrtcIndex) + 1;

    private bool UsesCursorPalette =>
        (cirrus->Sequencer[CirrusRegister.CursorControl] & CirrusRegister.CursorPalette) != 0;

    public ulong Read(ulong offset, int size)
    {
        var port = (int)offset + VgaRegisters.Ports;
        switch (port)
        {
            case VgaRegisters.PelMask:
                return ReadHiddenDac();
            case VgaRegisters.DacWriteIndex:
                cirrus->HiddenDacReads = 0;
                break;
            case VgaRegisters.SequencerIndex:
                return cirrus->SequencerIndex;
            case VgaRegisters.SequencerData when SequencerRegister >= VgaSequencer:
                return cirrus->Sequencer[SequencerRegister];
            case VgaRegisters.GraphicsIndex:
                return cirrus->GraphicsIndex;
            case VgaRegisters.GraphicsData:
                return ReadGraphics(cirrus->GraphicsIndex);
            case VgaRegisters.DacData when UsesCursorPalette:
                return cirrus->CursorPalette[(vga->DacReadIndex & 15) * 3 + NextComponent(ref vga->DacReadIndex)];
        }

        return port == CrtcData && vga->CrtcIndex >= VgaCrtc ? ReadCrtc(vga->CrtcIndex) : ports.Read(offset, size);
    }

    public void Write(ulong offset, int size, ulong value)
    {
        var port = (int)offset + VgaRegisters.Ports;
        var data = (byte)value;
        switch (port)
        {
            case VgaRegisters.PelMask:
                if (cirrus->HiddenDacReads == 4)
                {
                    cirrus->HiddenDac = data;
                }

                cirrus->HiddenDacReads = 0;
                return;
            case VgaRegisters.SequencerIndex:
                cirrus->SequencerIndex = data;
                break;
            case VgaRegisters.SequencerData when SequencerRegister >= VgaSequencer:
                WriteSequencer(data);
                return;
            case VgaRegisters.GraphicsIndex:
                cirrus->GraphicsIndex = data;
                break;
            case VgaRegisters.GraphicsData:
                WriteGraphics(cirrus->GraphicsIndex, data);
                return;
            case VgaRegisters.DacData when UsesCursorPalette:
                var entry = (vga->DacWriteIndex & 15) * 3;
                cirrus->CursorPalette[entry + NextComponent(ref vga->DacWriteIndex)] = data;
                return;
        }

        if (port == CrtcData && vga->CrtcIndex >= VgaCrtc)
        {
            if (vga->CrtcIndex is <= 0x1d)
            {
                cirrus->Crtc[vga->CrtcIndex] = data;
            }

            return;
        }

        ports.Write(offset, size, value);
    }

    /// <summary>A graphics register, which the transfer registers in memory reach too.</summary>
    public byte ReadGraphics(int index) =>
        index switch
        {
            0 or 1 => cirrus->Graphics[index],
            < VgaGraphics => vga->Graphics[index],
            < 0x3a => cirrus->Graphics[index],
            _ => 0xff,
        };

    public void WriteGraphics(int index, byte value)
    {
        switch (index)
        {
            case 0 or 1:
                cirrus->Graphics[index] = value;
                vga->Graphics[index] = (byte)(value & VgaRegisters.GraphicsMask[index]);
                break;
            case 5:
                // Bit 2 belongs to the extended write modes.
                vga->Graphics[index] = (byte)(value & 0x7f);
                break;
            case < VgaGraphics:
                vga->Graphics[index] = (byte)(value & VgaRegisters.GraphicsMask[index]);
                break;
            case CirrusRegister.Width + 1 or CirrusRegister.Height + 1:
            case CirrusRegister.TargetPitch + 1 or CirrusRegister.SourcePitch + 1 or CirrusRegister.LeftSkip:
                cirrus->Graphics[index] = (byte)(value & 0x1f);
                break;
            case CirrusRegister.Target + 2:
                cirrus->Graphics[index] = (byte)(value & 0x3f);
                if ((cirrus->Graphics[CirrusRegister.Status] & CirrusRegister.StatusAutoStart) != 0)
                {
                    transfer.Start();
                }

                break;
            case CirrusRegister.Source + 2:
                cirrus->Graphics[index] = (byte)(value & 0x3f);
                break;
            case CirrusRegister.Status:
                transfer.WriteStatus(value);
                break;
            case < 0x3a:
                cirrus->Graphics[index] = value;
                break;
        }
    }

    /// <summary>The cursor's position registers are at every 0x20th index.</summary>
    private int SequencerRegister => cirrus->SequencerIndex & 0x1f;

    private void WriteSequencer(byte value)
    {
        var register = SequencerRegister;
        ref var target = ref cirrus->Sequencer[register];
        switch (register)
        {
            case CirrusRegister.Unlock:
                target = (value & 0x17) == CirrusRegister.Unlocked ? CirrusRegister.Unlocked : CirrusRegister.Locked;
                break;
            case CirrusRegister.CursorX:
                target = value;
                cirrus->CursorX = (ushort)((value << 3) | (cirrus->SequencerIndex >> 5));
                break;
            case CirrusRegister.CursorY:
                target = value;
                cirrus->CursorY = (ushort)((value << 3) | (cirrus->SequencerIndex >> 5));
                break;
            case CirrusRegister.Configuration:
                target = (byte)((target & 0x38) | (value & 0xc7));
                break;
            default:
                target = value;
                break;
        }
    }

    private byte ReadCrtc(int index) =>
        index switch
        {
            CirrusRegister.AttributeToggle => (byte)(vga->AttributeData << 7),
            CirrusRegister.AttributeReadback => (byte)(vga->AttributeIndex & 0x3f),
            < 0x3f => cirrus->Crtc[index],
            _ => 0xff,
        };

    private byte ReadHiddenDac()
    {
        if (++cirrus->HiddenDacReads == 5)
        {
            cirrus->HiddenDacReads = 0;
            return cirrus->HiddenDac;
        }

        return 0xff;
    }

    private int NextComponent(ref byte index)
    {
        int component = vga->DacComponent;
        if (++vga->DacComponent == 3)
        {
            vga->DacComponent = 0;
            index++;
        }

        return component;
    }
}
