using System.Collections.Generic;
using ReplayEmu.Machine;

namespace ReplayEmu.Devices.Pc.LocalApic;

/// <summary>
/// What connects local and I/O APICs: interrupt messages go to the local APICs that they name, ends of level-triggered
/// interrupts to every I/O APIC. Has no state.
/// </summary>
/// <param name="machine">Knows which CPU runs.</param>
public sealed class ApicBus(VirtualMachine machine)
{
    private const byte Everyone = 0xff;
    private readonly List<LocalApicDevice> processors = [];
    private readonly List<IEndOfInterrupt> listeners = [];

    /// <summary>The local APIC whose CPU accesses memory now.</summary>
    public LocalApicDevice Current => processors[machine.RunningIndex];

    public void Add(LocalApicDevice processor) => processors.Add(processor);

    public void Add(IEndOfInterrupt listener) => listeners.Add(listener);

    /// <summary>Sends an interrupt.</summary>
    /// <param name="destination">An APIC's number, or a logical destination.</param>
    /// <param name="isLogical">Which of the two.</param>
    /// <param name="mode">How.</param>
    /// <param name="vector">0 to 255.</param>
    /// <param name="level">Level-triggered.</param>
    public void Send(byte destination, bool isLogical, DeliveryMode mode, byte vector, bool level)
    {
        foreach (var processor in processors)
        {
            if (isLogical ? processor.AnswersTo(destination) : destination is Everyone || processor.Id == destination)
            {
                processor.Accept(mode, vector, level);
                // No priorities are compared: the first takes it, as in QEMU.
                if (mode == DeliveryMode.LowestPriority)
                {
                    return;
                }
            }
        }
    }

    /// <summary>Sends to all, or to all but the sender.</summary>
    public void Broadcast(LocalApicDevice? except, DeliveryMode mode, byte vector, bool level)
    {
        foreach (var processor in processors)
        {
            if (processor != except)
            {
                processor.Accept(mode, vector, level);
            }
        }
    }

    /// <summary>A CPU has finished with a level-triggered interrupt.</summary>
    public void EndOfInterrupt(byte vector)
    {
        foreach (var listener in listeners)
        {
            listener.EndOfInterrupt(vector);
        }
    }

    /// <summary>A message-signalled interrupt (Intel SDM volume 3, section 11.11): what was written where in the APICs' megabyte.</summary>
    public void Message(uint address, uint data) =>
        Send(
            (byte)(address >> 12),
            (address >> 2 & 1) != 0,
            (DeliveryMode)(data >> 8 & 7),
            (byte)data,
            (data >> 15 & 1) != 0
        );
}

/// <summary>Hears when CPUs end level-triggered interrupts.</summary>
public interface IEndOfInterrupt
{
    void EndOfInterrupt(byte vector);
}
