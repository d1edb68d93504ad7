namespace ReplayEmu.Devices.Pseries.Papr;

/// <summary>Numbers of the hypercalls that are served (PAPR 2.8.2, table 172; 0xf000 and up are of QEMU).</summary>
public static class Hypercall
{
    public const ulong Remove = 0x04;
    public const ulong Enter = 0x08;
    public const ulong Read = 0x0c;
    public const ulong Protect = 0x18;
    public const ulong GetTce = 0x1c;
    public const ulong PutTce = 0x20;
    public const ulong SetSprg0 = 0x24;
    public const ulong SetDabr = 0x28;
    public const ulong PageInit = 0x2c;
    public const ulong LogicalCiLoad = 0x3c;
    public const ulong LogicalCiStore = 0x40;
    public const ulong LogicalInstructionInvalidate = 0x4c;
    public const ulong LogicalDataFlush = 0x50;
    public const ulong GetTermChar = 0x54;
    public const ulong PutTermChar = 0x58;
    public const ulong EndOfInterrupt = 0x64;
    public const ulong ProcessorPriority = 0x68;
    public const ulong InterruptProcessor = 0x6c;
    public const ulong PollInterrupt = 0x70;
    public const ulong AcceptInterrupt = 0x74;
    public const ulong RegisterVpa = 0xdc;
    public const ulong Cede = 0xe0;
    public const ulong Confer = 0xe4;
    public const ulong Prod = 0xe8;
    public const ulong BulkRemove = 0x124;
    public const ulong SetXdabr = 0x134;
    public const ulong StuffTce = 0x138;
    public const ulong PutTceIndirect = 0x13c;
    public const ulong CpuCharacteristics = 0x1c8;
    public const ulong Join = 0x298;
    public const ulong AcceptInterruptWithTime = 0x2fc;
    public const ulong SetMode = 0x31c;
    public const ulong RegisterProcessTable = 0x37c;
    public const ulong SignalSystemReset = 0x380;
    public const ulong Rtas = 0xf000;
    public const ulong LogicalMemop = 0xf001;
    public const ulong ClientArchitectureSupport = 0xf002;
    public const ulong UpdateTree = 0xf003;
}
