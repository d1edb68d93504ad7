using System.Buffers.Binary;
using ReplayEmu.Devices.Pci;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Interrupts;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Devices.Pc.Q35;

/// <summary>
/// Intel 82Q35 host bridge (MCH), 00:00.0: configuration space through ports 0xCF8 and 0xCFC and through memory (PCIEXBAR), what of
/// 0xA0000 to 0xFFFFF is RAM, and RAM for system management mode. Everything else in its configuration space is accepted without
/// effect, as in QEMU: MCHBAR (0x48), EPBAR (0x40), DMIBAR (0x68), DRAM and remap registers (0xA0 to 0xBF).
/// </summary>
public sealed unsafe class Q35Host : PciFunction, IIrqSink
{
    /// <summary>Where PCIEXBAR points to at power-on, disabled.</summary>
    public const ulong ExpressBaseAtReset = 0xb000_0000;

    private const byte SmbaseQuery = 0xff;
    private const byte SmbaseIsRam = 0x01;
    private const byte SmbaseLocked = 0x02;

    private readonly Q35State* state;
    private readonly ShadowRam shadow;
    private readonly Q35Smram managed;
    private readonly Mapping[] express = new Mapping[3];
    private readonly ushort extendedTseg;
    private readonly bool hasSmbaseRam;

    /// <param name="system">The machine's memory, where RAM is already in front of the bus.</param>
    /// <param name="ram">RAM from address 0.</param>
    /// <param name="lowRamBytes">RAM below 4 GiB.</param>
    /// <param name="properties">See <see cref="Q35Properties"/>.</param>
    public Q35Host(
        VirtualMachine machine,
        PciBus bus,
        ContainerRegion system,
        MemoryRegion ram,
        ulong lowRamBytes,
        PropertySet properties
    )
        : base(machine, bus, 0, Q35Properties.Driver, new PciIdentity(0x8086, 0x29c0, 0x060000))
    {
        state = machine.Arena.Add<Q35State>("q35");
        extendedTseg = properties.Get(Q35Properties.ExtendedTsegMegabytes);
        hasSmbaseRam = properties.Get(Q35Properties.SmbaseRam);
        Declare(Q35Register.ExtendedTseg, 2, extendedTseg, 0xffff);
        Declare(Q35Register.PciExpressBase, 4, (uint)ExpressBaseAtReset, uint.MaxValue);
        Declare(
            Q35Register.Smram,
            1,
            0x02,
            Q35Register.SmramOpen | Q35Register.SmramClosed | Q35Register.SmramLock | Q35Register.SmramEnabled
        );
        Declare(
            Q35Register.ExtendedSmram,
            1,
            0x38,
            Q35Register.HighSmramEnabled | Q35Register.TsegSize | Q35Register.TsegEnabled
        );
        ConfigPorts = new PciConfigPorts(machine.Observation, bus, &state->ConfigAddress);
        machine.Ports.Root.Map(
            PciConfigPorts.Port,
            new IoRegion("q35 configuration", PciConfigPorts.Count, ConfigPorts, AccessSizes.UpTo4) { Source = Source }
        );
        shadow = new ShadowRam(system, bus);
        managed = new Q35Smram(system, ram, lowRamBytes);
        var window = new Q35ExpressConfig(machine.Observation, bus);
        for (var i = 0; i < express.Length; i++)
        {
            var region = new IoRegion("pcie-mmcfg", Q35ExpressConfig.Size >> i, window, AccessSizes.UpTo4)
            {
                Source = Source,
            };
            express[i] = system.Map(0, region, priority: 3, Visibility.None);
        }
    }

    /// <summary>The configuration mechanism, for the device that owns port 0xCF9.</summary>
    public PciConfigPorts ConfigPorts { get; }

    private bool IsLocked => (Config[Q35Register.Smram] & Q35Register.SmramLock) != 0;

    public override void Reset()
    {
        *state = default;
        base.Reset();
        UpdateMemory();
    }

    public override void StateReplaced()
    {
        base.StateReplaced();
        UpdateMemory();
    }

    public override void WriteConfig(int register, int size, uint value)
    {
        var locked = IsLocked;
        var (smram, extended, smbase) = (
            Config[Q35Register.Smram],
            Config[Q35Register.ExtendedSmram],
            Config[Q35Register.SmbaseRam]
        );
        base.WriteConfig(register, size, value);
        if (locked)
        {
            // Only D_CLS can still be written.
            Registers[Q35Register.Smram] = (byte)(
                (smram & ~Q35Register.SmramClosed) | (Config[Q35Register.Smram] & Q35Register.SmramClosed)
            );
            Registers[Q35Register.ExtendedSmram] = extended;
        }

        if (IsLocked)
        {
            Registers[Q35Register.Smram] &= unchecked((byte)~Q35Register.SmramOpen);
        }

        AnswerQueries(smbase);
        UpdateMemory();
    }

    public override void WriteFacts(FactWriter facts)
    {
        base.WriteFacts(facts);
        facts.Add("chipset", $"mch tseg size 3 is {extendedTseg} MiB");
        facts.Add("chipset", $"mch smbase-ram {(hasSmbaseRam ? "can be kept" : "none")}");
    }

    /// <summary>Input 0: a CPU enters or leaves system management mode (SMIACT#).</summary>
    public void SetInput(int input, bool level)
    {
        state->SystemManagement = level ? (byte)1 : (byte)0;
        UpdateMemory();
    }

    /// <summary>QEMU's two registers by which firmware asks what this board can do.</summary>
    /// <param name="smbaseBefore">Value of the SMBASE register before the write.</param>
    private void AnswerQueries(byte smbaseBefore)
    {
        var tseg = Registers[Q35Register.ExtendedTseg..];
        if (extendedTseg != 0 && BinaryPrimitives.ReadUInt16LittleEndian(tseg) == Q35Register.ExtendedTsegQuery)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(tseg, extendedTseg);
        }

        if (!hasSmbaseRam)
        {
            return;
        }

        ref var smbase = ref Registers[Q35Register.SmbaseRam];
        smbase = smbaseBefore switch
        {
            // Locked until reset.
            SmbaseLocked => SmbaseLocked,
            // After the query only the lock can be written.
            SmbaseIsRam => (smbase & SmbaseLocked) != 0 ? SmbaseLocked : SmbaseIsRam,
            _ when smbase == SmbaseQuery => SmbaseIsRam,
            _ => smbase,
        };
    }

    private void UpdateMemory()
    {
        var smram = Config[Q35Register.Smram];
        var extended = Config[Q35Register.ExtendedSmram];
        var isManaging = state->SystemManagement != 0;
        var isEnabled = (smram & Q35Register.SmramEnabled) != 0;
        var isHigh = (extended & Q35Register.HighSmramEnabled) != 0;
        var isOpen = (smram & Q35Register.SmramOpen) != 0;
        // With H_SMRAME the compatible segment is at the high place only.
        shadow.Update(Config[Q35Register.Pam0..], isHigh ? (byte)0 : smram, isManaging);
        managed.Update(
            isManaging,
            isHigh && (isOpen || (isEnabled && isManaging)),
            isEnabled && (extended & Q35Register.TsegEnabled) != 0 ? TsegBytes(extended) : 0,
            hasSmbaseRam && Config[Q35Register.SmbaseRam] == SmbaseLocked
        );
        UpdateExpressWindow();
    }

    private ulong TsegBytes(byte extended) =>
        ((extended & Q35Register.TsegSize) >> 1) switch
        {
            0 => 1ul << 20,
            1 => 2ul << 20,
            2 => 8ul << 20,
            _ => (ulong)BinaryPrimitives.ReadUInt16LittleEndian(Config[Q35Register.ExtendedTseg..]) << 20,
        };

    private void UpdateExpressWindow()
    {
        var register = BinaryPrimitives.ReadUInt64LittleEndian(Config[Q35Register.PciExpressBase..]);
        // Length 3 is reserved and decodes nothing.
        var length = (int)(register >> 1 & 3);
        for (var i = 0; i < express.Length; i++)
        {
            var region = express[i].Region;
            var address = register & 0xf_ffff_ffff & ~(region.Size - 1);
            express[i]
                .Move(
                    address,
                    (register & 1) != 0 && i == length && address != 0 ? Visibility.ReadWrite : Visibility.None
                );
        }
    }
}
