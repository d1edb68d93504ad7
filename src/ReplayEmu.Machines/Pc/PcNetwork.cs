using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Devices.Network;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Machines.Pc;

/// <summary>The configured network backends, and the cables that cards plug into.</summary>
internal sealed class PcNetwork(MachineConfig config)
{
    private readonly List<string> taken = [];

    /// <summary>Cards so far.</summary>
    public int Cards { get; private set; }

    /// <summary>The cable of the next card.</summary>
    /// <param name="driver">The card, for messages.</param>
    /// <param name="id">Of the backend; empty when the card is not connected.</param>
    /// <exception cref="ConfigurationException">No such backend, or it is in use.</exception>
    public EthernetCable Take(string driver, string id)
    {
        Cards++;
        var cable = new EthernetCable();
        if (id.Length == 0)
        {
            return cable;
        }

        if (config.Netdevs.All(netdev => netdev.Id != id))
        {
            throw new ConfigurationException(
                $"{driver}: no -netdev has id={id}{NearestName.Hint(id, config.Netdevs.Select(netdev => netdev.Id))}"
            );
        }

        if (taken.Contains(id))
        {
            throw new ConfigurationException($"{driver}: netdev '{id}' belongs to another card");
        }

        taken.Add(id);
        return cable;
    }
}
