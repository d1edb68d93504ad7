using ReplayEmu.Devices.Pseries.Nvram;
using ReplayEmu.Devices.Pseries.Papr;
using ReplayEmu.Devices.Pseries.Phb;
using ReplayEmu.Devices.Pseries.Vty;
using ReplayEmu.Machine;

namespace ReplayEmu.Devices.Pseries.Rtas;

/// <summary>Run-time abstraction services (PAPR 2.8.2, chapter 7), which QEMU serves behind one hypercall. It has no state.</summary>
public sealed class SpaprRtas(VirtualMachine machine, SpaprVty vty, SpaprNvram nvram, SpaprPhb phb)
{
    private const int ParameterError = -3;

    /// <summary>Serves the call whose arguments are at an address.</summary>
    /// <returns>A <see cref="HypercallStatus"/>.</returns>
    public long Call(ulong address)
    {
        var call = new RtasCall(machine.Memory, address);
        if (call.Arguments > RtasCall.MaxArguments || call.Results > RtasCall.MaxArguments)
        {
            call.Status(ParameterError);
            return HypercallStatus.Parameter;
        }

        switch (call.Token, call.Arguments, call.Results)
        {
            case (RtasTokens.DisplayCharacter, 1, 1):
                vty.Put(SpaprVty.Unit, 1, (ulong)call[0] << 56, 0);
                call.Status(0);
                break;
            case (RtasTokens.PowerOff, 2, 1):
                machine.RequestExit(0);
                call.Status(0);
                break;
            case (RtasTokens.SystemReboot, 0, 1):
                machine.RequestReset();
                call.Status(0);
                break;
            case (RtasTokens.Quiesce, 0, 0):
                // The firmware's word that it will use no device any more; nothing here depends on it.
                break;
            case (RtasTokens.NvramFetch, 3, 2):
                nvram.Fetch(call);
                break;
            case (RtasTokens.NvramStore, 3, 2):
                nvram.Store(call);
                break;
            case (RtasTokens.ReadPciConfig, 4, 2):
                phb.ReadConfig(call);
                break;
            case (RtasTokens.WritePciConfig, 5, 1):
                phb.WriteConfig(call);
                break;
            default:
                throw new UnimplementedException(
                    $"rtas: call 0x{call.Token:x} with {call.Arguments} arguments and {call.Results} results"
                );
        }

        return HypercallStatus.Success;
    }
}
