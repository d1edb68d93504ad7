using System.Runtime.InteropServices;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Cpu.X86;

/// <content>
/// Instructions where there is no memory: their bytes are read from the device, or nothing, each time, as many as the longest
/// instruction has. They are decoded by themselves and never kept.
/// </content>
public sealed unsafe partial class X86Cpu
{
    /// <summary>Looks like a page to the fetch; only the bytes read last are valid.</summary>
    private readonly byte* deviceCode = (byte*)NativeMemory.AllocZeroed((nuint)MemoryBlock.PageSize);

    private byte* ReadDeviceCode(ulong physical)
    {
        SyncClockAtCurrent();
        var offset = physical & 0xfff;
        for (var i = 0UL; i < MaxInstructionLength && offset + i < 4096; i++)
        {
            deviceCode[offset + i] = (byte)machine.Memory.Read(physical + i, 1);
        }

        return deviceCode + offset;
    }

    private bool IsDeviceCode(byte* code) => code >= deviceCode && code < deviceCode + 4096;
}
