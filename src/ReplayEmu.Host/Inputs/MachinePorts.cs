using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Gate;

namespace ReplayEmu.Host.Inputs;

/// <summary>Ports of a machine by name.</summary>
public static class MachinePorts
{
    /// <summary>The input port with this name, and its number in the gate.</summary>
    public static bool TryFindInput(this VirtualMachine machine, string name, out InputPort? port, out ushort index)
    {
        for (var i = 0; i < machine.InputPorts.Count; i++)
        {
            if (machine.InputPorts[i].Name == name)
            {
                port = machine.InputPorts[i];
                index = (ushort)i;
                return true;
            }
        }

        port = null;
        index = 0;
        return false;
    }

    /// <summary>Names for messages.</summary>
    public static IReadOnlyList<string> OutputNames(this VirtualMachine machine) =>
        [.. machine.OutputPorts.Select(port => port.Name)];
}
