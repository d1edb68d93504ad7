using ReplayEmu.Machine;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Golden.Snapshots;

/// <summary>What the model says that a guest can see: the facts of every device, the board among them, and CPU.</summary>
public static class ModelFacts
{
    public static string Create(VirtualMachine machine)
    {
        var facts = new FactWriter();
        foreach (var device in machine.Devices)
        {
            (device as IFactSource)?.WriteFacts(facts);
        }

        foreach (var cpu in machine.Cpus)
        {
            (cpu as IFactSource)?.WriteFacts(facts);
        }

        return facts.ToText();
    }
}
