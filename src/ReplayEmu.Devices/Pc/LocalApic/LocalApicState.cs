using System.Runtime.CompilerServices;
using ReplayEmu.Machine.State;

namespace ReplayEmu.Devices.Pc.LocalApic;

/// <summary>State of a local APIC.</summary>
[StateStruct("local-apic")]
public unsafe partial struct LocalApicState
{
    /// <summary>Guest nanoseconds at which the timer's initial count was written.</summary>
    public ulong TimerStart;

    /// <summary>In service, one bit a vector.</summary>
    public VectorBits InService;

    /// <summary>Level-triggered, one bit a vector.</summary>
    public VectorBits Trigger;

    /// <summary>Requested, one bit a vector.</summary>
    public VectorBits Request;

    /// <summary>Local vector table: timer, thermal sensor, performance counters, LINT0, LINT1, error.</summary>
    public fixed uint LocalVectors[6];

    /// <summary>Interrupt command, bits 0 to 31.</summary>
    public uint CommandLow;

    /// <summary>Interrupt command, bits 32 to 63.</summary>
    public uint CommandHigh;
    public uint InitialCount;

    /// <summary>Spurious interrupt vector register, bits 0 to 8.</summary>
    public ushort Spurious;

    /// <summary>Divide configuration, bits 0, 1 and 3.</summary>
    public byte DivideConfiguration;
    public byte ErrorStatus;
    public byte Id;
    public byte TaskPriority;

    /// <summary>Logical destination, bits 24 to 31 of the register.</summary>
    public byte LogicalDestination;

    /// <summary>Destination format, bits 28 to 31 of the register: 15 flat, 0 clusters.</summary>
    public byte DestinationFormat;

    /// <summary>Global enable of the APIC base register.</summary>
    public byte Enabled;

    /// <summary>Level of the LINT0 pin, which is the 8259A's output.</summary>
    public byte Lint0Level;

    /// <summary>Level of the LINT1 pin.</summary>
    public byte Lint1Level;
    public byte Reserved0;
}

/// <summary>One bit for each of 256 vectors.</summary>
[InlineArray(8)]
public struct VectorBits
{
    private uint first;

    /// <summary>The highest vector whose bit is set, or -1.</summary>
    public readonly int Highest
    {
        get
        {
            for (var i = 7; i >= 0; i--)
            {
                if (this[i] != 0)
                {
                    return (i << 5) + 31 - System.Numerics.BitOperations.LeadingZeroCount(this[i]);
                }
            }

            return -1;
        }
    }

    public readonly bool Has(int vector) => (this[vector >> 5] >> (vector & 31) & 1) != 0;

    public void Set(int vector, bool value)
    {
        var bit = 1u << (vector & 31);
        this[vector >> 5] = value ? this[vector >> 5] | bit : this[vector >> 5] & ~bit;
    }
}
