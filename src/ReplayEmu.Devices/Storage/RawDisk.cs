using System;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Storage;

/// <summary>
/// A raw disk image that the guest may write to: the image itself never changes, written 4 KiB pages live in a block that is
/// machine state, and a second block has a bit for each page that does.
/// </summary>
public sealed class RawDisk
{
    public const int SectorSize = 512;

    /// <summary>Bytes. Host memory is only needed for what is written, but each page costs a byte of bookkeeping.</summary>
    public const long MaximumSize = 8L << 30;

    private const int PageSize = MemoryBlock.PageSize;
    private readonly IImage image;
    private readonly MemoryBlock written;
    private readonly MemoryBlock present;

    /// <param name="name">Of the drive, for example <c>ide0-hd0</c>.</param>
    /// <exception cref="ConfigurationException">The image is empty or too large.</exception>
    public RawDisk(VirtualMachine machine, string name, IImage image)
    {
        if (image.Size < SectorSize)
        {
            throw new ConfigurationException(
                $"drive '{name}': the image has {image.Size} bytes; a disk needs at least one sector of {SectorSize}"
            );
        }

        if (image.Size > MaximumSize)
        {
            throw new ConfigurationException(
                $"drive '{name}': the image has {image.Size} bytes; at most {MaximumSize} are supported"
            );
        }

        this.image = image;
        Sectors = image.Size / SectorSize;
        var pages = (ulong)((image.Size + PageSize - 1) / PageSize);
        written = machine.AddBlock(new MemoryBlock($"{name}.written", pages * PageSize));
        present = machine.AddBlock(new MemoryBlock($"{name}.present", (pages + 7) / 8));
    }

    /// <summary>What was written, by the id of the drive.</summary>
    public DriveContents ContentsOf(string drive) => new(drive, written, present);

    /// <summary>Whole sectors of 512 bytes; a rest of the image is not reachable, as in QEMU.</summary>
    public long Sectors { get; }

    /// <summary>Reads whole sectors; the caller has checked that they exist.</summary>
    public void Read(long sector, Span<byte> destination)
    {
        var offset = (ulong)sector * SectorSize;
        while (!destination.IsEmpty)
        {
            var length = Math.Min(destination.Length, PageSize - (int)(offset % PageSize));
            if (IsPresent(offset / PageSize))
            {
                written.Span(offset, length).CopyTo(destination);
            }
            else
            {
                image.Read((long)offset, destination[..length]);
            }

            destination = destination[length..];
            offset += (ulong)length;
        }
    }

    /// <summary>Writes whole sectors; the caller has checked that they exist.</summary>
    public void Write(long sector, ReadOnlySpan<byte> source)
    {
        var offset = (ulong)sector * SectorSize;
        while (!source.IsEmpty)
        {
            var length = Math.Min(source.Length, PageSize - (int)(offset % PageSize));
            var page = offset / PageSize;
            written.MarkWritten(offset, (ulong)length);
            if (!IsPresent(page))
            {
                image.Read((long)(page * PageSize), written.Span(page * PageSize, PageSize));
                present.MarkWritten(page / 8, 1);
                present.Span(page / 8, 1)[0] |= (byte)(1 << (int)(page % 8));
            }

            source[..length].CopyTo(written.Span(offset, length));
            source = source[length..];
            offset += (ulong)length;
        }
    }

    private bool IsPresent(ulong page) => (present.Span(page / 8, 1)[0] >> (int)(page % 8) & 1) != 0;
}
