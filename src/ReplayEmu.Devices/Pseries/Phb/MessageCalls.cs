using ReplayEmu.Devices.Pci;
using ReplayEmu.Devices.Pseries.Rtas;

namespace ReplayEmu.Devices.Pseries.Phb;

/// <content>
/// Message-signalled interrupts: the guest asks for them by RTAS calls (PAPR 2.8.2, 7.3.10.5), and the hypervisor fills the function's table.
/// </content>
public sealed unsafe partial class SpaprPhb
{
    private const uint AnyKind = 1;
    private const uint OnlyMsix = 4;
    private const uint TypeMsix = 2;
    private const int ParameterError = -3;

    /// <summary>
    /// ibm,change-msi: address, identifier of two halves, function, number, sequence; status, number, next sequence, type. A request for
    /// more than there are is answered with how many there are, and nothing is set up.
    /// </summary>
    internal void ChangeMessages(RtasCall call)
    {
        // No function here has MSI without X.
        if (FunctionOf(call) is not { Msix: { } table } function || call[3] is not (AnyKind or OnlyMsix))
        {
            call.Status(ParameterError);
            return;
        }

        var wanted = call[4];
        if (wanted == 0)
        {
            var released = Release(function);
            call.Status(released ? 0 : HardwareError);
            if (released)
            {
                call.Return(1, 0);
            }

            return;
        }

        if (wanted > (uint)table.Vectors)
        {
            wanted = (uint)table.Vectors;
        }
        else
        {
            var first = xics.Allocate(Interrupts.FirstMessage, wanted, 1);
            if (first == 0)
            {
                call.Status(HardwareError);
                return;
            }

            Release(function);
            state->First[function.Address] = first;
            state->Count[function.Address] = wanted;
            for (uint i = 0; i < wanted; i++)
            {
                table.SetMessage((int)i, MessageWindow, first + i);
            }
        }

        call.Status(0);
        call.Return(1, wanted);
        call.Return(2, (call.Arguments > 5 ? call[5] : 0) + 1);
        call.Return(3, TypeMsix);
    }

    /// <summary>ibm,query-interrupt-source-number: address, identifier of two halves, vector; status, number, 1 for an edge.</summary>
    internal void QuerySource(RtasCall call)
    {
        if (FunctionOf(call) is not { } function || call[3] >= state->Count[function.Address])
        {
            call.Status(HardwareError);
            return;
        }

        call.Status(0);
        call.Return(1, state->First[function.Address] + call[3]);
        call.Return(2, 1);
    }

    private bool Release(PciFunction function)
    {
        var count = state->Count[function.Address];
        if (count == 0)
        {
            return false;
        }

        xics.Free(state->First[function.Address], count);
        state->Count[function.Address] = 0;
        return true;
    }
}
