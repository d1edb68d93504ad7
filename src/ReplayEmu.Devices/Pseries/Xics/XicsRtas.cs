using ReplayEmu.Devices.Pseries.Rtas;

namespace ReplayEmu.Devices.Pseries.Xics;

/// <content>The RTAS calls of the sources (PAPR 2.8.2, 7.3.10.2).</content>
public sealed unsafe partial class XicsDevice
{
    private const int ParameterError = -3;

    /// <summary>ibm,set-xive: source, server, priority; status.</summary>
    public void SetVector(RtasCall call)
    {
        if (!IsSource(call[0]) || call[1] != 0 || call[2] > 0xff)
        {
            call.Status(ParameterError);
            return;
        }

        Write((int)(call[0] - FirstSource), (byte)call[2], (byte)call[2]);
        call.Status(0);
    }

    /// <summary>ibm,get-xive: source; status, server, priority.</summary>
    public void GetVector(RtasCall call)
    {
        if (!IsSource(call[0]))
        {
            call.Status(ParameterError);
            return;
        }

        call.Status(0);
        call.Return(1, 0);
        call.Return(2, state->Priority[call[0] - FirstSource]);
    }

    /// <summary>ibm,int-off and ibm,int-on: source; status.</summary>
    public void Switch(RtasCall call, bool on)
    {
        if (!IsSource(call[0]))
        {
            call.Status(ParameterError);
            return;
        }

        var input = (int)(call[0] - FirstSource);
        var saved = on ? state->SavedPriority[input] : state->Priority[input];
        Write(input, on ? saved : Off, saved);
        call.Status(0);
    }

    private void Write(int input, byte priority, byte saved)
    {
        state->Priority[input] = priority;
        state->SavedPriority[input] = saved;
        if (state->Kind[input] == XicsSource.Level)
        {
            ResendLevel(input);
        }
        else if (priority != Off && (state->Status[input] & XicsSource.PendingWhileOff) != 0)
        {
            state->Status[input] &= unchecked((byte)~XicsSource.PendingWhileOff);
            Present(input);
        }
    }
}
