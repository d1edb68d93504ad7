using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;
using Iced.Intel;

namespace ReplayEmu.Guests.Assembly;

/// <summary>
/// Code and read-only data that run at a fixed linear address: code first, data from a fixed offset on, so that the address of
/// a text is known when the code that prints it is written.
/// </summary>
internal sealed class Segment
{
    private readonly int dataOffset;
    private readonly List<byte> data = [];
    private readonly List<Routine> routines = [];
    private readonly Dictionary<string, uint> texts = new(StringComparer.Ordinal);

    /// <param name="bitness">16 or 32.</param>
    /// <param name="address">Linear address (or offset in the code segment, for 16-bit code) of the first byte.</param>
    /// <param name="dataOffset">Bytes for code.</param>
    public Segment(int bitness, uint address, int dataOffset)
    {
        Code = new Assembler(bitness);
        Address = address;
        this.dataOffset = dataOffset;
    }

    public Assembler Code { get; }

    public uint Address { get; }

    /// <summary>Names a routine that may be called before it is placed.</summary>
    public Routine Declare(string name) => new(Code.CreateLabel(name), name);

    /// <summary>Begins a declared routine here.</summary>
    public void Place(Routine routine)
    {
        Code.Label(ref routine.Label);
        routines.Add(routine);
        // Tables of symbols need the name's place before the segment is linked.
        Text(routine.Name);
    }

    /// <summary>Declares and begins a routine here.</summary>
    public Routine Place(string name)
    {
        var routine = Declare(name);
        Place(routine);
        return routine;
    }

    /// <summary>Address of a NUL-terminated ASCII text; equal texts share one place.</summary>
    public uint Text(string text)
    {
        if (!texts.TryGetValue(text, out var address))
        {
            address = Data([.. Encoding.ASCII.GetBytes(text), 0], alignment: 1);
            texts.Add(text, address);
        }

        return address;
    }

    /// <summary>Address of data.</summary>
    public uint Data(ReadOnlySpan<byte> bytes, int alignment)
    {
        while (data.Count % alignment != 0)
        {
            data.Add(0);
        }

        var address = Address + (uint)(dataOffset + data.Count);
        data.AddRange(bytes);
        return address;
    }

    /// <summary>Assembles. The tables that need addresses of routines are filled in by <paramref name="complete"/>.</summary>
    public byte[] Link(Action<LinkedSegment>? complete = null)
    {
        var writer = new ByteWriter();
        var result = Code.Assemble(writer, Address, BlockEncoderOptions.ReturnNewInstructionOffsets);
        var code = writer.ToArray();
        if (code.Length > dataOffset)
        {
            throw new InvalidOperationException($"{code.Length} bytes of code do not fit into {dataOffset}");
        }

        var image = new byte[dataOffset + data.Count];
        code.CopyTo(image, 0);
        data.CopyTo(image, dataOffset);
        var addresses = new List<(string Name, uint Address)>();
        foreach (var routine in routines)
        {
            addresses.Add((routine.Name, (uint)result.GetLabelRIP(routine.Label)));
        }

        complete?.Invoke(new LinkedSegment(Address, image, addresses, Address + (uint)code.Length));
        return image;
    }
}

/// <summary>An assembled segment whose tables can still be filled in.</summary>
/// <param name="address">Linear address of the first byte.</param>
/// <param name="image">Its bytes.</param>
/// <param name="routines">Routines by ascending address.</param>
/// <param name="codeEnd">Linear address behind the last instruction.</param>
internal sealed class LinkedSegment(
    uint address,
    byte[] image,
    IReadOnlyList<(string Name, uint Address)> routines,
    uint codeEnd
)
{
    public IReadOnlyList<(string Name, uint Address)> Routines => routines;

    public uint CodeEnd => codeEnd;

    public uint AddressOf(Routine routine)
    {
        foreach (var (name, start) in routines)
        {
            if (name == routine.Name)
            {
                return start;
            }
        }

        throw new InvalidOperationException($"routine '{routine.Name}' is not placed");
    }

    public void Patch32(uint at, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan((int)(at - address)), value);
}
