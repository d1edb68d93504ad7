using ReplayEmu.Machine.Memory;
using ReplayEmu.Machine.Time;
using static ReplayEmu.Devices.Display.Vga.VgaRegisters;

namespace ReplayEmu.Devices.Display.Vga;

/// <summary>
/// The VGA's 8-bit ports 0x3B0 to 0x3DF. The CRT controller is at 0x3B4 or 0x3D4 as the miscellaneous output register says.
/// Input status 0 reads 0: no interrupt, no switch sense, as in QEMU.
/// </summary>
internal sealed unsafe class VgaPorts(VgaState* state, Clock clock) : IBusDevice
{
    public ulong Read(ulong offset, int size)
    {
        var port = (int)offset + Ports;
        if (IsOtherMonitor(port))
        {
            return 0xff;
        }

        switch (port)
        {
            case AttributeIndex:
                return state->AttributeData == 0 ? state->AttributeIndex : (byte)0;
            case AttributeRead:
                var index = state->AttributeIndex & 0x1f;
                return index < AttrCount ? state->Attribute[index] : (byte)0;
            case Misc:
                return 0;
            case SequencerIndex:
                return state->SequencerIndex;
            case SequencerData:
                return state->Sequencer[state->SequencerIndex & 7];
            case PelMask:
                return state->PelMask;
            case DacReadIndex:
                return state->DacMode;
            case DacWriteIndex:
                return state->DacWriteIndex;
            case DacData:
                return ReadDac();
            case FeatureRead:
                return state->FeatureControl;
            case MiscRead:
                return state->Misc;
            case GraphicsIndex:
                return state->GraphicsIndex;
            case GraphicsData:
                return state->Graphics[state->GraphicsIndex & 15];
            case MonoCrtcIndex or ColorCrtcIndex:
                return state->CrtcIndex;
            case MonoCrtcIndex + 1 or ColorCrtcIndex + 1:
                return state->CrtcIndex < 32 ? state->Crtc[state->CrtcIndex] : (byte)0;
            case MonoStatus or ColorStatus:
                state->AttributeData = 0;
                return Status();
            default:
                return 0xff;
        }
    }

    public void Write(ulong offset, int size, ulong value)
    {
        var port = (int)offset + Ports;
        var data = (byte)value;
        if (IsOtherMonitor(port))
        {
            return;
        }

        switch (port)
        {
            case AttributeIndex:
                WriteAttribute(data);
                break;
            case Misc:
                state->Misc = (byte)(data & ~0x10);
                break;
            case SequencerIndex:
                state->SequencerIndex = (byte)(data & 7);
                break;
            case SequencerData:
                state->Sequencer[state->SequencerIndex] = (byte)(data & SequencerMask[state->SequencerIndex]);
                break;
            case PelMask:
                state->PelMask = data;
                break;
            case DacReadIndex:
                (state->DacReadIndex, state->DacComponent, state->DacMode) = (data, 0, 3);
                break;
            case DacWriteIndex:
                (state->DacWriteIndex, state->DacComponent, state->DacMode) = (data, 0, 0);
                break;
            case DacData:
                WriteDac(data);
                break;
            case GraphicsIndex:
                state->GraphicsIndex = (byte)(data & 15);
                break;
            case GraphicsData:
                state->Graphics[state->GraphicsIndex] = (byte)(data & GraphicsMask[state->GraphicsIndex]);
                break;
            case MonoCrtcIndex or ColorCrtcIndex:
                state->CrtcIndex = data;
                break;
            case MonoCrtcIndex + 1 or ColorCrtcIndex + 1:
                WriteCrtc(data);
                break;
            case MonoStatus or ColorStatus:
                state->FeatureControl = (byte)(data & 0x10);
                break;
            default:
                // 0x3C1, 0x3CA and 0x3CC are read-only; the rest of the range is not decoded.
                break;
        }
    }

    /// <summary>The 3Bx ports answer only with a monochrome monitor, the 3Dx ports only with a colour one.</summary>
    private bool IsOtherMonitor(int port) =>
        (state->Misc & MiscColor) != 0 ? port < AttributeIndex : port > GraphicsData;

    private byte ReadDac()
    {
        var value = state->Palette[state->DacReadIndex * 3 + state->DacComponent];
        if (++state->DacComponent == 3)
        {
            state->DacComponent = 0;
            state->DacReadIndex++;
        }

        return value;
    }

    private void WriteDac(byte value)
    {
        switch (state->DacComponent)
        {
            case 0:
                (state->DacRed, state->DacComponent) = (value, 1);
                break;
            case 1:
                (state->DacGreen, state->DacComponent) = (value, 2);
                break;
            default:
                var entry = state->DacWriteIndex * 3;
                state->Palette[entry] = state->DacRed;
                state->Palette[entry + 1] = state->DacGreen;
                state->Palette[entry + 2] = value;
                state->DacComponent = 0;
                state->DacWriteIndex++;
                break;
        }
    }

    private void WriteAttribute(byte value)
    {
        state->AttributeData ^= 1;
        if (state->AttributeData != 0)
        {
            state->AttributeIndex = (byte)(value & 0x3f);
            return;
        }

        var index = state->AttributeIndex & 0x1f;
        var mask = index switch
        {
            < 0x10 => 0x3f,
            AttrMode => 0xef,
            0x11 => 0xff,
            AttrPlanes => 0x3f,
            0x13 or AttrColorSelect => 0x0f,
            _ => 0,
        };
        state->Attribute[index] = (byte)(value & mask);
    }

    private void WriteCrtc(byte value)
    {
        if (state->CrtcIndex >= 32)
        {
            return;
        }

        if (state->CrtcIndex <= CrtcOverflow && (state->Crtc[CrtcRetraceEnd] & CrtcProtect) != 0)
        {
            // Protected but for the line compare bit.
            if (state->CrtcIndex == CrtcOverflow)
            {
                state->Crtc[CrtcOverflow] = (byte)(state->Crtc[CrtcOverflow] & ~0x10 | value & 0x10);
            }

            return;
        }

        state->Crtc[state->CrtcIndex] = value;
    }

    /// <summary>Input status 1 from guest time: a beam of 31.8 microseconds a line over the CRTC's vertical total.</summary>
    private byte Status()
    {
        var overflow = state->Crtc[CrtcOverflow];
        var total = (ulong)(state->Crtc[CrtcVerticalTotal] | (overflow & 0x01) << 8 | (overflow & 0x20) << 4) + 2;
        var end = (ulong)(state->Crtc[CrtcVerticalEnd] | (overflow & 0x02) << 7 | (overflow & 0x40) << 3) + 1;
        var retrace = (ulong)(state->Crtc[CrtcRetraceStart] | (overflow & 0x04) << 6 | (overflow & 0x80) << 2);
        var length = (ulong)(state->Crtc[CrtcRetraceEnd] - (int)retrace & 15);

        // Whatever the guest programmed, there is a retrace to wait for.
        retrace = retrace < total ? retrace : total - 1;
        length = length == 0 ? 1 : length;
        var now = clock.Nanoseconds;
        var line = now / LineNanoseconds % total;
        var inRetrace = line >= retrace && line < retrace + length;
        var blank = line >= end || now % LineNanoseconds >= VisibleNanoseconds;
        return (byte)((inRetrace ? StatusRetrace : 0) | (blank || inRetrace ? StatusBlank : 0));
    }
}
