using System;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Pc.Q35;

/// <summary>
/// RAM that only system management mode sees (Intel 319970, sections 5.1.29 and 5.1.30, and QEMU's addition at the power-on
/// SMBASE): outside it, the top of low RAM (TSEG) and the 128 KiB at 0x30000 read as ones and take no writes; the compatible
/// segment can be moved to 0xFEDA0000.
/// </summary>
internal sealed class Q35Smram : IBusDevice
{
    private const ulong HighStart = 0xfeda_0000;
    private const ulong CompatibleStart = 0xa_0000;
    private const ulong CompatibleSize = 0x2_0000;
    private const ulong SmbaseStart = 0x3_0000;
    private const ulong SmbaseSize = 0x2_0000;

    private readonly ulong lowRamBytes;
    private readonly ContainerRegion system;
    private readonly Mapping high;
    private readonly Mapping smbase;
    private Mapping? tseg;

    /// <param name="system">The machine's memory.</param>
    /// <param name="ram">RAM from address 0.</param>
    /// <param name="lowRamBytes">RAM below 4 GiB; TSEG is the end of it.</param>
    public Q35Smram(ContainerRegion system, MemoryRegion ram, ulong lowRamBytes)
    {
        this.system = system;
        this.lowRamBytes = lowRamBytes;
        var compatible = new AliasRegion("high smram", ram, CompatibleStart, CompatibleSize);
        high = system.Map(HighStart, compatible, priority: 2, Visibility.None);
        smbase = system.Map(SmbaseStart, Hole("smbase", SmbaseSize), priority: 2, Visibility.None);
    }

    public ulong Read(ulong offset, int size) => ulong.MaxValue;

    public void Write(ulong offset, int size, ulong value)
    {
        // Outside system management mode nothing takes the write.
    }

    /// <param name="isManaging">A CPU is in system management mode.</param>
    /// <param name="showsHigh">The compatible segment is at its high place.</param>
    /// <param name="tsegBytes">Size of TSEG, 0 when it is off.</param>
    /// <param name="keepsSmbase">The RAM at the power-on SMBASE is kept.</param>
    public void Update(bool isManaging, bool showsHigh, ulong tsegBytes, bool keepsSmbase)
    {
        high.Move(HighStart, showsHigh ? Visibility.ReadWrite : Visibility.None);
        smbase.Move(SmbaseStart, keepsSmbase && !isManaging ? Visibility.ReadWrite : Visibility.None);
        var size = isManaging ? 0 : Math.Min(tsegBytes, lowRamBytes);
        if (tseg is not null && tseg.Region.Size != size)
        {
            system.Unmap(tseg);
            tseg = null;
        }

        if (tseg is null && size != 0)
        {
            tseg = system.Map(lowRamBytes - size, Hole("tseg", size), priority: 2);
        }
    }

    private IoRegion Hole(string name, ulong size) => new(name, size, this, AccessSizes.UpTo4);
}
