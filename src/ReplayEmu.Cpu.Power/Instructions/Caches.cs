using ReplayEmu.Cpu.Power.Decode;
using ReplayEmu.Cpu.Power.Mmu;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Cpu.Power.State;

namespace ReplayEmu.Cpu.Power.Instructions;

/// <summary>
/// Cache control and barriers (Book II, chapter 4). There is no cache: those that may fault access the byte that they name, the others
/// do nothing. Decoded instructions follow memory without icbi and isync.
/// </summary>
internal static unsafe class Caches
{
    private const ulong LineSize = 128;

    [Pattern("dcbf", "011111 0---- ra0 rb 0001010110 -")]
    [Pattern("dcbst", "011111 ----- ra0 rb 0000110110 -")]
    [Pattern("icbi", "011111 ----- ra0 rb 1111010110 -")]
    public static DecodedOp* Touch<TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TMode : struct, IAddressing =>
        Access.Read<byte, Big>(op, cpu, Indexed.Of<TMode>(s, op), out _) ? op + 1 : null;

    [Pattern("dcbz", "011111 0---- ra0 rb 1111110110 -")]
    public static DecodedOp* Zero<TMode>(PowerCpuState* s, DecodedOp* op, PowerCpu cpu)
        where TMode : struct, IAddressing
    {
        var address = Indexed.Of<TMode>(s, op) & ~(LineSize - 1);
        for (ulong i = 0; i < LineSize; i += 8)
        {
            if (!Access.Write<ulong, Big>(op, cpu, address + i, 0))
            {
                return null;
            }
        }

        return op + 1;
    }

    [Pattern("dcbt", "011111 ----- ra0 rb 0100010110 -")]
    [Pattern("dcbtst", "011111 ----- ra0 rb 0011110110 -")]
    [Pattern("icbt", "011111 ----- ra0 rb 0000010110 -", Since = IsaLevel.V207)]
    [Pattern("sync", "011111 ----- ----- ----- 1001010110 -")]
    [Pattern("eieio", "011111 ----- ----- ----- 1101010110 -")]
    [Pattern("isync", "010011 ----- ----- ----- 0010010110 -")]
    [Pattern("dss", "011111 ----- ----- ----- 1100110110 -")]
    [Pattern("dst", "011111 ----- ra0 rb 0101010110 -")]
    [Pattern("dstst", "011111 ----- ra0 rb 0101110110 -")]
    [Pattern("wait", "011111 ----- ----- ----- 0000011110 -", Since = IsaLevel.V300)]
    public static DecodedOp* Nothing(PowerCpuState* s, DecodedOp* op, PowerCpu cpu) => op + 1;
}
