using ReplayEmu.Devices.Pseries.Rtas;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Pseries.Nvram;

/// <summary>Non-volatile memory behind RTAS calls (PAPR 2.8.2, 7.3.1): zeros at power-on, kept over a reset.</summary>
public sealed class SpaprNvram : IDevice, IFactSource
{
    /// <summary>Unit address.</summary>
    public const uint Unit = 0x71000001;

    /// <summary>Bytes.</summary>
    public const uint Size = 0x10000;
    private const int ParameterError = -3;
    private readonly VirtualMachine machine;
    private readonly MemoryBlock block;

    public SpaprNvram(VirtualMachine machine)
    {
        this.machine = machine;
        block = machine.AddBlock(new MemoryBlock("nvram", Size));
    }

    public string Name => "nvram";

    public void Reset() { }

    public void WriteFacts(FactWriter facts) =>
        facts.Add("vdevice", $"nvram@{Unit:x} qemu,spapr-nvram 0x{Size:x} bytes");

    /// <summary>nvram-fetch: offset, buffer, length; status, length.</summary>
    internal void Fetch(RtasCall call)
    {
        if (Fits(call, out var offset, out var length))
        {
            machine.Memory.WriteBytes(call[1], block.Span(offset, length));
        }
    }

    /// <summary>nvram-store: offset, buffer, length; status, length.</summary>
    internal void Store(RtasCall call)
    {
        if (Fits(call, out var offset, out var length))
        {
            block.MarkWritten(offset, (ulong)length);
            machine.Memory.ReadBytes(call[1], block.Span(offset, length));
        }
    }

    private static bool Fits(RtasCall call, out uint offset, out int length)
    {
        offset = call[0];
        var wanted = call[2];
        var fits = offset < Size && wanted <= Size - offset;
        length = fits ? (int)wanted : 0;
        call.Status(fits ? 0 : ParameterError);
        call.Return(1, (uint)length);
        return fits;
    }
}
