using System.Collections.Generic;

namespace ReplayEmu.Devices.Pseries.Rtas;

/// <summary>Numbers of the RTAS calls, as QEMU gives them: a guest reads them in the device tree.</summary>
public static class RtasTokens
{
    public const uint DisplayCharacter = 0x2000;
    public const uint GetTimeOfDay = 0x2001;
    public const uint SetTimeOfDay = 0x2002;
    public const uint PowerOff = 0x2003;
    public const uint SystemReboot = 0x2004;
    public const uint QueryCpuStopped = 0x2005;
    public const uint StopSelf = 0x2007;
    public const uint GetSystemParameter = 0x2008;
    public const uint SetSystemParameter = 0x2009;
    public const uint SetVector = 0x200a;
    public const uint GetVector = 0x200b;
    public const uint InterruptOff = 0x200c;
    public const uint InterruptOn = 0x200d;
    public const uint CheckException = 0x200e;
    public const uint EventScan = 0x200f;
    public const uint Quiesce = 0x2011;
    public const uint NvramFetch = 0x2012;
    public const uint NvramStore = 0x2013;
    public const uint ReadPciConfigOld = 0x2014;
    public const uint WritePciConfigOld = 0x2015;
    public const uint ReadPciConfig = 0x2016;
    public const uint WritePciConfig = 0x2017;
    public const uint QueryInterruptSource = 0x2018;
    public const uint ChangeMsi = 0x2019;
    public const uint OsTerm = 0x201f;

    /// <summary>What the node <c>/rtas</c> lists.</summary>
    public static IReadOnlyList<(string Name, uint Token)> All { get; } =
    [
        ("display-character", DisplayCharacter),
        ("get-time-of-day", GetTimeOfDay),
        ("set-time-of-day", SetTimeOfDay),
        ("power-off", PowerOff),
        ("system-reboot", SystemReboot),
        ("query-cpu-stopped-state", QueryCpuStopped),
        ("stop-self", StopSelf),
        ("ibm,get-system-parameter", GetSystemParameter),
        ("ibm,set-system-parameter", SetSystemParameter),
        ("ibm,set-xive", SetVector),
        ("ibm,get-xive", GetVector),
        ("ibm,int-off", InterruptOff),
        ("ibm,int-on", InterruptOn),
        ("check-exception", CheckException),
        ("event-scan", EventScan),
        ("quiesce", Quiesce),
        ("nvram-fetch", NvramFetch),
        ("nvram-store", NvramStore),
        ("read-pci-config", ReadPciConfigOld),
        ("write-pci-config", WritePciConfigOld),
        ("ibm,read-pci-config", ReadPciConfig),
        ("ibm,write-pci-config", WritePciConfig),
        ("ibm,query-interrupt-source-number", QueryInterruptSource),
        ("ibm,change-msi", ChangeMsi),
        ("ibm,os-term", OsTerm),
    ];
}
