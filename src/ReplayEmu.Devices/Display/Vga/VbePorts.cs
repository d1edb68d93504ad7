using System;
using ReplayEmu.Machine.Memory;
using static ReplayEmu.Devices.Display.Vga.VgaRegisters;

namespace ReplayEmu.Devices.Display.Vga;

/// <summary>
/// The Bochs display interface: linear modes by resolution and depth, 16-bit ports 0x1CE (index) and 0x1CF (data, also at
/// 0x1D0). 8-bit accesses are not decoded, as in QEMU.
/// </summary>
internal sealed unsafe class VbePorts(VgaState* state, MemoryBlock vram) : IBusDevice
{
    public ulong Read(ulong offset, int size) =>
        size != 2 ? 0xfful
        : offset == 0 ? state->VbeIndex
        : ReadRegister(state->VbeIndex);

    public void Write(ulong offset, int size, ulong value)
    {
        if (size != 2)
        {
            return;
        }

        if (offset == 0)
        {
            state->VbeIndex = (ushort)value;
        }
        else
        {
            WriteRegister(state->VbeIndex, (ushort)value);
        }
    }

    public ushort ReadRegister(int index)
    {
        var capabilities = (Register(VbeRegister.Enable) & Vbe.GetCapabilities) != 0;
        return (VbeRegister)index switch
        {
            VbeRegister.XRes when capabilities => Vbe.MaxXRes,
            VbeRegister.YRes when capabilities => Vbe.MaxYRes,
            VbeRegister.BitsPerPixel when capabilities => Vbe.MaxBitsPerPixel,
            VbeRegister.Memory64K => (ushort)(vram.Size >> 16),
            _ => index < (int)VbeRegister.Memory64K ? state->Vbe[index] : (ushort)0,
        };
    }

    public void WriteRegister(int index, ushort value)
    {
        switch ((VbeRegister)index)
        {
            case VbeRegister.Id:
                if (value is >= Vbe.FirstId and <= Vbe.LastId)
                {
                    Register(VbeRegister.Id) = value;
                }

                break;
            case VbeRegister.XRes:
            case VbeRegister.YRes:
            case VbeRegister.BitsPerPixel:
            case VbeRegister.VirtualWidth:
            case VbeRegister.XOffset:
            case VbeRegister.YOffset:
                state->Vbe[index] = value;
                Fit();
                UpdateVga();
                break;
            case VbeRegister.Bank:
                var banks = (uint)(vram.Size >> 16) >> (Register(VbeRegister.BitsPerPixel) == 4 ? 2 : 0);
                Register(VbeRegister.Bank) = (ushort)(value & (Math.Max(banks, 1) - 1));
                break;
            case VbeRegister.Enable:
                WriteEnable(value);
                break;
            default:
                // The virtual height follows from the memory; the memory size is read-only; others do not exist.
                break;
        }
    }

    private ref ushort Register(VbeRegister register) => ref state->Vbe[(int)register];

    private void WriteEnable(ushort value)
    {
        var wasEnabled = (Register(VbeRegister.Enable) & Vbe.Enabled) != 0;
        Register(VbeRegister.Enable) = value;
        if ((value & Vbe.Enabled) == 0)
        {
            Register(VbeRegister.Bank) = 0;
        }
        else if (!wasEnabled)
        {
            Register(VbeRegister.VirtualWidth) = 0;
            Register(VbeRegister.XOffset) = 0;
            Register(VbeRegister.YOffset) = 0;
            Fit();
            UpdateVga();
            if ((value & Vbe.NoClear) == 0)
            {
                var bytes = Math.Min(vram.Size, (ulong)Register(VbeRegister.YRes) * VbeGeometry.LineBytes(state));
                vram.MarkWritten(0, bytes);
                vram.Span(0, (int)bytes).Clear();
            }
        }
    }

    /// <summary>Makes any combination of values fit the interface's limits and the video memory.</summary>
    private void Fit()
    {
        if ((Register(VbeRegister.Enable) & Vbe.Enabled) == 0)
        {
            return;
        }

        if (Register(VbeRegister.BitsPerPixel) is not (4 or 8 or 15 or 16 or 24 or 32))
        {
            Register(VbeRegister.BitsPerPixel) = 8;
        }

        Register(VbeRegister.XRes) = (ushort)Math.Clamp(Register(VbeRegister.XRes) & ~7, 8, Vbe.MaxXRes);
        Register(VbeRegister.YRes) = Math.Clamp(Register(VbeRegister.YRes), (ushort)1, Vbe.MaxYRes);
        Register(VbeRegister.VirtualWidth) = (ushort)
            Math.Clamp(Register(VbeRegister.VirtualWidth) & ~7, Register(VbeRegister.XRes), Vbe.MaxXRes);
        var line = VbeGeometry.LineBytes(state);
        var lines = vram.Size / line;
        Register(VbeRegister.VirtualHeight) = (ushort)Math.Min(lines, ushort.MaxValue);
        Register(VbeRegister.YRes) = (ushort)Math.Min(Register(VbeRegister.YRes), lines);
        var last = VbeGeometry.Start(state) + Register(VbeRegister.YRes) * line;
        if (last > vram.Size)
        {
            Register(VbeRegister.XOffset) = 0;
            Register(VbeRegister.YOffset) = 0;
        }
    }

    /// <summary>The legacy registers follow a linear mode, so that the window at 0xA0000 shows its banks.</summary>
    private void UpdateVga()
    {
        if ((Register(VbeRegister.Enable) & Vbe.Enabled) == 0)
        {
            return;
        }

        ref var crtc = ref state->Crtc;
        var planar = Register(VbeRegister.BitsPerPixel) == 4;
        var last = Register(VbeRegister.YRes) - 1;
        state->Graphics[GfxMisc] = (byte)(state->Graphics[GfxMisc] & ~0x0c | 0x05);
        state->Graphics[GfxMode] = (byte)(state->Graphics[GfxMode] & ~0x60 | (planar ? 0 : 0x40));
        crtc[CrtcMode] |= 3;
        crtc[CrtcOffset] = (byte)(VbeGeometry.LineBytes(state) >> 3);
        crtc[CrtcDisplayEnd] = (byte)((Register(VbeRegister.XRes) >> 3) - 1);
        crtc[CrtcVerticalEnd] = (byte)last;
        crtc[CrtcOverflow] = (byte)(crtc[CrtcOverflow] & ~0x42 | last >> 7 & 0x02 | last >> 3 & 0x40 | 0x10);
        crtc[CrtcLineCompare] = 0xff;
        crtc[CrtcMaxScan] = (byte)(crtc[CrtcMaxScan] & ~0x9f | 0x40);
        if (planar)
        {
            state->Sequencer[SeqClocking] &= unchecked((byte)~8);
        }
        else
        {
            state->Sequencer[SeqMemory] |= SeqMemoryChain4;
            state->Sequencer[SeqMapMask] |= 15;
        }
    }
}
