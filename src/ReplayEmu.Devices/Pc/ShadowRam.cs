using System;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Pc;

/// <summary>
/// What of 0xA0000 to 0xFFFFF is RAM and what is the bus behind the host bridge, by seven PAM registers and the SMRAM control
/// register (Intel 290549, sections 3.2.19 and 3.2.21; Intel 319970, sections 5.1.23 and 5.1.29): the same for 82441FX and Q35.
/// Where nothing is on the bus, RAM shows through, as in QEMU; on hardware nothing would answer there.
/// </summary>
internal sealed class ShadowRam
{
    private const ulong ShadowStart = 0xc0000;
    private const ulong ShadowUnit = 0x4000;
    private const ulong SmramStart = 0xa0000;
    private const ulong SmramSize = 0x20000;

    /// <summary>In a PAM field: reads go to RAM.</summary>
    private const int PamRead = 1;

    /// <summary>In a PAM field: writes go to RAM.</summary>
    private const int PamWrite = 2;

    /// <summary>D_OPEN: 0xA0000 to 0xBFFFF is RAM for everybody.</summary>
    private const byte SmramOpen = 0x40;

    /// <summary>G_SMRAME: 0xA0000 to 0xBFFFF is RAM in system management mode.</summary>
    private const byte SmramEnabled = 0x08;

    private readonly Mapping[] shadow = new Mapping[13];
    private readonly Mapping smram;

    /// <param name="system">The machine's memory, where RAM is in front of the bus.</param>
    public ShadowRam(ContainerRegion system, PciBus bus)
    {
        for (var i = 0; i < shadow.Length; i++)
        {
            var start = ShadowStart + ((ulong)i * ShadowUnit);
            var window = new AliasRegion($"pam{i}", bus.Memory, start, i == 12 ? 0x10000 : ShadowUnit);
            shadow[i] = system.Map(start, window, priority: 1);
        }

        smram = system.Map(SmramStart, new AliasRegion("smram", bus.Memory, SmramStart, SmramSize), priority: 1);
    }

    /// <summary>Puts the bus in front of RAM for those accesses that the registers do not send to RAM.</summary>
    /// <param name="pam">PAM0 to PAM6: bits 5..4 of PAM0 are the 64 KiB from 0xF0000, the others two fields of 16 KiB each from 0xC0000 up.</param>
    /// <param name="smramControl">SMRAM.</param>
    /// <param name="isManaging">A CPU is in system management mode.</param>
    public void Update(ReadOnlySpan<byte> pam, byte smramControl, bool isManaging)
    {
        for (var i = 0; i < shadow.Length; i++)
        {
            var field = i == 12 ? pam[0] >> 4 : pam[1 + (i >> 1)] >> (4 * (i & 1));
            var visibility =
                ((field & PamRead) == 0 ? Visibility.Read : Visibility.None)
                | ((field & PamWrite) == 0 ? Visibility.Write : Visibility.None);
            shadow[i].Move(ShadowStart + ((ulong)i * ShadowUnit), visibility);
        }

        var open = (smramControl & SmramOpen) != 0 || ((smramControl & SmramEnabled) != 0 && isManaging);
        smram.Move(SmramStart, open ? Visibility.None : Visibility.ReadWrite);
    }
}
