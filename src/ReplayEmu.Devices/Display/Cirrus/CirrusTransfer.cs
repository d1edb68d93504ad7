using System;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Memory;
using static ReplayEmu.Devices.Display.Cirrus.CirrusRegister;

namespace ReplayEmu.Devices.Display.Cirrus;

/// <summary>
/// The BitBLT engine (CL-GD5446 Technical Reference Manual, chapter 9): copies, patterns, colour expansion and fills, from video memory or from
/// the processor, with 16 raster operations and transparency. A transfer is over at once; one from the processor as soon as its last byte
/// has come. Transfers to the processor are not there, as in QEMU.
/// </summary>
internal sealed unsafe class CirrusTransfer(CirrusState* state, MemoryBlock vram)
{
    private const uint Mask = (uint)CirrusDevice.VideoMemory - 1;
    private readonly CirrusState* state = state;

    /// <summary>The engine waits for bytes from the processor.</summary>
    public bool IsWaiting => state->LineBytes != 0;

    private int Mode => state->Graphics[TransferMode];

    private int Extension => state->Graphics[TransferExtensions];

    /// <summary>Bytes of a pixel.</summary>
    private int PixelBytes => (Mode >> 4 & 3) + 1;

    private int WidthBytes => Word(CirrusRegister.Width) + 1;

    private int Lines => Word(CirrusRegister.Height) + 1;

    public void WriteStatus(byte value)
    {
        var before = state->Graphics[Status];
        state->Graphics[Status] = (byte)(value & ~(StatusBusy | StatusFifo));
        if ((before & StatusReset) != 0 && (value & StatusReset) == 0)
        {
            Finish();
        }
        else if ((before & StatusStart) == 0 && (value & StatusStart) != 0)
        {
            Start();
        }
    }

    /// <exception cref="UnimplementedException">A transfer to the processor.</exception>
    public void Start()
    {
        state->Graphics[Status] |= StatusBusy;
        state->LineBytes = 0;
        if ((Mode & ToProcessor) != 0)
        {
            throw new UnimplementedException($"cirrus-vga: transfer to the processor (GR30 0x{Mode:x2})");
        }

        if ((Mode & FromProcessor) != 0)
        {
            Await();
            return;
        }

        var target = Address(Target);
        var source = Address(Source);
        var isBackwards = (Mode & (Backwards | Pattern | ColorExpand)) == Backwards;
        var sourceStep = (Mode & ColorExpand) != 0 && (Mode & Pattern) == 0 ? ExpandedLine : Word(SourcePitch);
        for (var line = 0; line < Lines; line++)
        {
            var reader = new VideoSource(vram, source, isBackwards);
            Draw(target, line, reader);
            target = Step(target, Word(TargetPitch), isBackwards);
            source = (Mode & Pattern) != 0 ? source : Step(source, sourceStep, isBackwards);
        }

        Finish();
    }

    /// <summary>A byte from the processor.</summary>
    public void Feed(byte value)
    {
        state->Line[(int)state->LineFilled++] = value;
        if (state->LineFilled < state->LineBytes)
        {
            return;
        }

        state->LineFilled = 0;
        var line = Lines - (int)state->LinesLeft;
        Draw(state->LineTarget, line, new VideoSource(state));
        state->LineTarget = Step(state->LineTarget, Word(TargetPitch), false);
        if (--state->LinesLeft == 0)
        {
            Finish();
        }
    }

    private void Finish()
    {
        state->Graphics[Status] &= unchecked((byte)~(StatusStart | StatusBusy | StatusFifo));
        state->LineBytes = 0;
        state->LineFilled = 0;
        state->LinesLeft = 0;
    }

    private void Await()
    {
        var pixels = (WidthBytes + PixelBytes - 1) / PixelBytes;
        var bytes =
            (Mode & Pattern) != 0
                ? (Mode & ColorExpand) != 0
                    ? 8
                    : 64 * PixelBytes
                : (Mode & ColorExpand) == 0
                    ? (WidthBytes + 3) & ~3
                    : (Extension & DoublewordLines) != 0
                        ? (pixels + 31) / 32 * 4
                        : ExpandedLine;
        state->LineBytes = (uint)Math.Min(bytes, CirrusLine.Size);
        state->LineFilled = 0;
        state->LineTarget = Address(Target);
        state->LinesLeft = (uint)Lines;
    }

    /// <summary>Bytes of a line whose bits are expanded; each begins with a byte of its own.</summary>
    private int ExpandedLine => (((WidthBytes + PixelBytes - 1) / PixelBytes) + 7) / 8;

    /// <summary>One line of the target.</summary>
    private void Draw(uint target, int line, VideoSource source)
    {
        var isExpanded = (Mode & ColorExpand) != 0;
        var isPattern = (Mode & Pattern) != 0;
        var isTransparent = (Mode & Transparent) != 0;
        var inverts = isExpanded && (Extension & InvertExpansion) != 0;
        var isSolid = isExpanded && isPattern && (Extension & SolidFill) != 0;
        var isBackwards = (Mode & (Backwards | Pattern | ColorExpand)) == Backwards;
        var bytes = PixelBytes;
        var patternRow = ((int)(Address(Source) & 7) + line) & 7;
        var skip = isExpanded || isPattern ? (state->Graphics[LeftSkip] & 7) * bytes : 0;
        for (var i = skip; i < WidthBytes; i++)
        {
            var (pixel, part) = (i / bytes, i % bytes);
            byte value;
            if (isSolid)
            {
                value = Color(isForeground: true, part);
            }
            else if (isExpanded)
            {
                var bits = isPattern ? source.Aligned(patternRow, 8) : source.At(pixel >> 3);
                var isSet = (bits >> (7 - (pixel & 7)) & 1) != 0;
                if (isTransparent && isSet == inverts)
                {
                    continue;
                }

                value = Color(isTransparent ? !inverts : isSet != inverts, part);
            }
            else if (isPattern)
            {
                // Rows of 8 pixels; of 24 bits they are 32 bytes apart.
                var row = bytes == 3 ? 32 : 8 * bytes;
                value = source.Aligned((patternRow * row) + ((pixel & 7) * bytes) + part, 8 * row);
            }
            else
            {
                value = source.At(i);
            }

            var at = (isBackwards ? target - (uint)i : target + (uint)i) & Mask;
            var result = Combine(value, vram.Bytes[at]);
            if (isTransparent && !isExpanded && IsTransparent(result, i, source, isBackwards, at))
            {
                continue;
            }

            vram.MarkWritten(at, 1);
            vram.Bytes[at] = result;
        }
    }

    /// <summary>With transparency, the pixel's result is compared with the colour key: all bytes of it, 1 or 2.</summary>
    private bool IsTransparent(byte result, int index, VideoSource source, bool isBackwards, uint at)
    {
        if (PixelBytes == 1)
        {
            return result == state->Graphics[TransparentColor];
        }

        var isHigh = (index & 1) != 0 != isBackwards;
        var otherIndex = index ^ 1;
        var otherAt = (isHigh ? at - 1 : at + 1) & Mask;
        var other = Combine(source.At(otherIndex), vram.Bytes[otherAt]);
        var (low, high) = isHigh ? (other, result) : (result, other);
        return low == state->Graphics[TransparentColor] && high == state->Graphics[TransparentColor + 1];
    }

    private byte Color(bool isForeground, int part) =>
        state->Graphics[(part == 0 ? 0 : 0x0e + (2 * part)) + (isForeground ? 1 : 0)];

    /// <summary>GR32: what becomes of source and destination.</summary>
    private byte Combine(byte source, byte target)
    {
        var (s, d) = ((int)source, (int)target);
        return (byte)(
            state->Graphics[Operation] switch
            {
                0x00 => 0,
                0x05 => s & d,
                0x06 => d,
                0x09 => s & ~d,
                0x0b => ~d,
                0x0d => s,
                0x0e => 0xff,
                0x50 => ~s & d,
                0x59 => s ^ d,
                0x6d => s | d,
                0x90 => ~s | ~d,
                0x95 => ~(s ^ d),
                0xad => s | ~d,
                0xd0 => ~s,
                0xd6 => ~s | d,
                0xda => ~s & ~d,
                // The others do nothing.
                _ => d,
            }
        );
    }

    private int Word(int register) => state->Graphics[register] | (state->Graphics[register + 1] << 8);

    private uint Address(int register) => ((uint)Word(register) | ((uint)state->Graphics[register + 2] << 16)) & Mask;

    private static uint Step(uint address, int pitch, bool isBackwards) =>
        (isBackwards ? address - (uint)pitch : address + (uint)pitch) & Mask;

    /// <summary>Where a line's bytes come from: video memory, or what the processor gave.</summary>
    private readonly ref struct VideoSource
    {
        private readonly CirrusState* state;
        private readonly byte* bytes;
        private readonly uint first;
        private readonly int direction;

        public VideoSource(MemoryBlock vram, uint first, bool isBackwards)
        {
            bytes = vram.Bytes;
            this.first = first;
            direction = isBackwards ? -1 : 1;
        }

        public VideoSource(CirrusState* state) => this.state = state;

        /// <summary>The n-th byte of the line.</summary>
        public byte At(int index) =>
            state != null
                ? state->Line[index & (CirrusLine.Size - 1)]
                : bytes[(first + (uint)(direction * index)) & Mask];

        /// <summary>A byte of a pattern, which begins at a multiple of its size.</summary>
        public byte Aligned(int index, int size) =>
            state != null ? state->Line[index] : bytes[((first & ~((uint)size - 1)) + (uint)index) & Mask];
    }
}
