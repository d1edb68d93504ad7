using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Devices.Network;
using ReplayEmu.Devices.Network.User;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Machines.Pc;

/// <summary>The configured network backends, and the cables that cards plug into.</summary>
internal sealed class PcNetwork(VirtualMachine machine, MachineConfig config, IImageSource images)
{
    private const string Socket = "socket";
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

        var netdev =
            config.Netdevs.FirstOrDefault(netdev => netdev.Id == id)
            ?? throw new ConfigurationException(
                $"{driver}: no -netdev has id={id}{NearestName.Hint(id, config.Netdevs.Select(netdev => netdev.Id))}"
            );

        if (taken.Contains(id))
        {
            throw new ConfigurationException($"{driver}: netdev '{id}' belongs to another card");
        }

        taken.Add(id);
        Check(netdev);
        if (netdev.Kind == Socket)
        {
            machine.AddDevice(new SocketPeer(machine, id, cable));
            return cable;
        }

        var files = netdev.Files.Select(file => (file.Path, images.Open(file.Image)));
        var options = new UserNetworkOptions([.. files], Value(netdev, "bootfile"), Value(netdev, "hostname"));
        machine.AddDevice(new UserNetwork(machine, id, cable, options));
        return cable;
    }

    /// <exception cref="ConfigurationException">A backend that is not implemented.</exception>
    public static void Check(NetdevConfig netdev)
    {
        if (netdev.Kind is not ("user" or Socket))
        {
            throw new ConfigurationException($"-netdev {netdev.Kind} is not implemented; use -netdev user or socket");
        }
    }

    private static string Value(NetdevConfig netdev, string name) =>
        netdev.Properties.FirstOrDefault(item => item.Name == name)?.Value ?? "";
}
