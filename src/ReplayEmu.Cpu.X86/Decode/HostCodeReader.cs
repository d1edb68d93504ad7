using Iced.Intel;

namespace ReplayEmu.Cpu.X86.Decode;

/// <summary>Gives the decoder bytes of host memory. The pointers are valid while it decodes, for nothing else runs then.</summary>
internal sealed unsafe class HostCodeReader : CodeReader
{
    private byte* next;
    private byte* end;

    /// <summary>The byte that is read next.</summary>
    public byte* Next => next;

    /// <summary>Bytes that are left.</summary>
    public int Left => (int)(end - next);

    public void Set(byte* start, int length)
    {
        next = start;
        end = start + length;
    }

    public override int ReadByte() => next < end ? *next++ : -1;
}
