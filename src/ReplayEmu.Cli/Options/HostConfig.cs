using System.Collections.Generic;

namespace ReplayEmu.Cli.Options;

/// <summary>Where output goes and input comes from: nothing here can change what the guest sees.</summary>
/// <param name="Serial">Backend of each serial port that exists, in order.</param>
/// <param name="DebugConsole">Backend of the debug port, or null without one.</param>
public sealed record HostConfig(IReadOnlyList<Backend> Serial, Backend? DebugConsole)
{
    /// <summary>Index of the serial port that standard input is connected to, or -1.</summary>
    public int InputPort
    {
        get
        {
            for (var i = 0; i < Serial.Count; i++)
            {
                if (Serial[i].Kind == BackendKind.Stdio)
                {
                    return i;
                }
            }

            return -1;
        }
    }
}
