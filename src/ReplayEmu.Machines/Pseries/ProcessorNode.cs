using ReplayEmu.Cpu.Power;
using ReplayEmu.Cpu.Power.Model;
using ReplayEmu.Devices.Pseries.Fdt;

namespace ReplayEmu.Machines.Pseries;

/// <summary>The processor in the device tree (PAPR 2.8.2, C.6).</summary>
internal static class ProcessorNode
{
    private const uint CacheLine = 128;

    /// <summary>What the processor has, bit by bit, behind a length and a kind (PAPR 2.8.2, C.6.2 "ibm,pa-features").</summary>
    private static readonly byte[] features206 = [6, 0, 0xf6, 0x3f, 0xc7, 0, 0x80, 0xc0];
    private static readonly byte[] features207 =
    [
        24,
        0,
        0xf6,
        0x3f,
        0xc7,
        0xc0,
        0x80,
        0xf0,
        0x80,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0x80,
        0,
        0x80,
        0,
        0x80,
        0,
        0,
        0,
    ];
    private static readonly byte[] features300 =
    [
        .. (byte[])[66, 0, 0xf6, 0x3f, 0xc7, 0xc0, 0x80, 0xf0, 0x80, 0, 0, 0, 0, 0, 0, 0],
        .. (byte[])[0, 0, 0x80, 0, 0x80, 0, 0x80, 0, 0, 0, 0x80, 0, 0x80, 0, 0x80, 0],
        .. (byte[])[0x80, 0, 0x80, 0, 0xc0, 0, 0x80, 0, 0x80, 0, 0x80, 0, 0x80, 0, 0x80, 0],
        .. (byte[])[0x80, 0, 0x80, 0, 0x80, 0, 0x80, 0, 0x80, 0, 0x80, 0, 0x80, 0, 0x80, 0, 0x80, 0, 0, 0],
    ];

    /// <summary>Base page size, encoding in the segment, and for each actual size its logarithm and encoding.</summary>
    private static readonly uint[] smallPages = [12, 0, 1, 12, 0, 16, 0x110, 1, 16, 1];
    private static readonly uint[] allPages =
    [
        12,
        0,
        2,
        12,
        0,
        24,
        0x38,
        16,
        0x110,
        2,
        16,
        1,
        24,
        8,
        24,
        0x100,
        1,
        24,
        0,
        34,
        0x120,
        1,
        34,
        3,
    ];

    /// <summary>Page sizes of radix trees: encoding for invalidations above, logarithm below.</summary>
    private static readonly uint[] radixPages = [0x0c, 0xa000_0010, 0x2000_0015, 0x4000_001e];

    public static void Fill(TreeNode cpu, PowerModel model, PseriesLayout layout, uint tableShift, uint version)
    {
        if (model.HasRadix)
        {
            if (layout.LargeDecrementer)
            {
                cpu.Cells("ibm,dec-bits", 56);
            }

            cpu.Cells("ibm,processor-radix-AP-encodings", radixPages);
        }

        cpu.Cells("ibm,ppc-interrupt-gserver#s", 0, 0)
            .Cells("ibm,ppc-interrupt-server#s", 0)
            .Cells("ibm,pft-size", 0, tableShift)
            .Cells("ibm,chip-id", 0)
            .Bytes(
                "ibm,pa-features",
                model.Level switch
                {
                    IsaLevel.V206 => features206,
                    IsaLevel.V207 => features207,
                    _ => features300,
                }
            )
            .Cells("ibm,segment-page-sizes", layout.LargeHashedPages ? allPages : smallPages)
            .Cells("ibm,vmx", 2)
            .Cells("ibm,processor-segment-sizes", 0x1c, 0x28, uint.MaxValue, uint.MaxValue)
            .Cells("ibm,spurr", 1)
            .Cells("ibm,purr", 1)
            .Flag("64-bit")
            .Text("status", "okay")
            .Cells("ibm,slb-size", 32)
            .Cells("slb-size", 32)
            .Cells("clock-frequency", 1_000_000_000)
            .Cells("timebase-frequency", PowerCpu.TimebaseFrequency)
            .Cells("i-cache-size", 0x8000)
            .Cells("d-cache-size", 0x8000)
            .Cells("i-cache-line-size", CacheLine)
            .Cells("i-cache-block-size", CacheLine)
            .Cells("d-cache-line-size", CacheLine)
            .Cells("d-cache-block-size", CacheLine)
            .Cells("cpu-version", version)
            .Text("device_type", "cpu")
            .Cells("reg", 0);
    }
}
