using ReplayEmu.Machine;

namespace ReplayEmu.Replay;

/// <summary>Stopping a machine from inside one of its own accesses.</summary>
internal static class MachineStop
{
    /// <summary>Makes <see cref="VirtualMachine.Run"/> return after the present instruction.</summary>
    internal static void StopSoon(this VirtualMachine machine)
    {
        machine.RequestHostStop();
        foreach (var cpu in machine.Cpus)
        {
            cpu.RequestStop();
        }
    }
}
