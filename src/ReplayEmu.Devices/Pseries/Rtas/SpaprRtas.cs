using System;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using ReplayEmu.Devices.Pseries.Clock;
using ReplayEmu.Devices.Pseries.Nvram;
using ReplayEmu.Devices.Pseries.Papr;
using ReplayEmu.Devices.Pseries.Phb;
using ReplayEmu.Devices.Pseries.Vty;
using ReplayEmu.Devices.Pseries.Xics;
using ReplayEmu.Machine;

namespace ReplayEmu.Devices.Pseries.Rtas;

/// <summary>Run-time abstraction services (PAPR 2.8.2, chapter 7), which QEMU serves behind one hypercall. It has no state.</summary>
public sealed class SpaprRtas(
    VirtualMachine machine,
    SpaprVty vty,
    SpaprNvram nvram,
    SpaprPhb phb,
    XicsDevice xics,
    SpaprRtc clock
)
{
    private const int ParameterError = -3;
    private const int NoEvents = 1;

    /// <summary>What the process gives when the guest says that it died.</summary>
    private const int GuestFailed = 1;
    private const uint PartitionCharacteristics = 20;
    private const uint DiagnosticsMode = 42;

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
            case (RtasTokens.GetTimeOfDay, 0, 8):
                clock.Get(call);
                break;
            case (RtasTokens.SetTimeOfDay, 7, 1):
                clock.Set(call);
                break;
            case (RtasTokens.PowerOff, 2, 1):
                machine.RequestExit(0);
                call.Status(0);
                break;
            case (RtasTokens.SystemReboot, 0, 1):
                machine.RequestReset();
                call.Status(0);
                break;
            case (RtasTokens.OsTerm, 1, 1):
                machine.RequestExit(GuestFailed);
                call.Status(0);
                break;
            case (RtasTokens.QueryCpuStopped, 1, 2):
                call.Status(call[0] == 0 ? 0 : ParameterError);
                // Not stopped.
                call.Return(1, 2);
                break;
            case (RtasTokens.Quiesce, 0, 0):
                // The firmware's word that it will use no device any more; nothing here depends on it.
                break;
            case (RtasTokens.GetSystemParameter, 3, 1):
                GetParameter(call);
                break;
            case (RtasTokens.SetSystemParameter, 2, 1):
                call.Status(ParameterError);
                break;
            case (RtasTokens.CheckException, 6 or 7, 1):
            case (RtasTokens.EventScan, 4, 1):
                call.Status(NoEvents);
                break;
            case (RtasTokens.NvramFetch, 3, 2):
                nvram.Fetch(call);
                break;
            case (RtasTokens.NvramStore, 3, 2):
                nvram.Store(call);
                break;
            default:
                CallController(call);
                break;
        }

        return HypercallStatus.Success;
    }

    /// <summary>Interrupts and the host bridge.</summary>
    private void CallController(RtasCall call)
    {
        switch (call.Token, call.Arguments, call.Results)
        {
            case (RtasTokens.SetVector, 3, 1):
                xics.SetVector(call);
                break;
            case (RtasTokens.GetVector, 1, 3):
                xics.GetVector(call);
                break;
            case (RtasTokens.InterruptOff, 1, 1):
                xics.Switch(call, on: false);
                break;
            case (RtasTokens.InterruptOn, 1, 1):
                xics.Switch(call, on: true);
                break;
            case (RtasTokens.ReadPciConfig, 4, 2):
                phb.ReadConfig(call);
                break;
            case (RtasTokens.WritePciConfig, 5, 1):
                phb.WriteConfig(call);
                break;
            case (RtasTokens.ChangeMsi, 5 or 6, 3 or 4):
                phb.ChangeMessages(call);
                break;
            case (RtasTokens.QueryInterruptSource, 4, 3):
                phb.QuerySource(call);
                break;
            default:
                throw new UnimplementedException(
                    $"rtas: call 0x{call.Token:x} with {call.Arguments} arguments and {call.Results} results"
                );
        }
    }

    /// <summary>ibm,get-system-parameter: number, buffer, bytes of it; status. The buffer gets a length of 16 bits and the value.</summary>
    private void GetParameter(RtasCall call)
    {
        byte[]? value = call[0] switch
        {
            PartitionCharacteristics => Encoding.ASCII.GetBytes(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"MaxEntCap=1,DesMem={machine.Blocks[0].Size >> 20},DesProcs=1,MaxPlatProcs=1\0"
                )
            ),
            DiagnosticsMode => [0],
            _ => null,
        };
        if (value == null)
        {
            call.Status(ParameterError);
            return;
        }

        if (call[2] < 2)
        {
            call.Status(-9999);
            return;
        }

        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)value.Length);
        machine.Memory.WriteBytes(call[1], length);
        machine.Memory.WriteBytes((ulong)call[1] + 2, value.AsSpan(0, Math.Min(value.Length, (int)call[2] - 2)));
        call.Status(0);
    }
}
