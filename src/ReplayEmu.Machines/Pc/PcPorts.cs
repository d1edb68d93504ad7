using System.Linq;
using ReplayEmu.Devices.Pc.Parallel;
using ReplayEmu.Devices.Serial.Uart16550;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Machines.Pc;

/// <summary>The ports of a board that its south bridge tells firmware of.</summary>
/// <param name="Serial">How many.</param>
/// <param name="HasParallel">There is a parallel port.</param>
internal readonly record struct PcPorts(int Serial, bool HasParallel)
{
    /// <summary>Those of the board, and those that <c>-device</c> adds.</summary>
    public static PcPorts Of(MachineConfig config) =>
        new(
            config.SerialPorts + config.Devices.Count(device => device.Driver == Uart16550Properties.Driver),
            !config.NoDefaults || config.Devices.Any(device => device.Driver == ParallelProperties.Driver)
        );
}
