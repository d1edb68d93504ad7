using System;
using System.Runtime.InteropServices;

namespace ReplayEmu.Cli.Verbs;

/// <summary>Ctrl-C as something to ask for, instead of the end of the process.</summary>
internal sealed class InterruptSignal : IDisposable
{
    private readonly PosixSignalRegistration registration;
    private volatile bool isSet;

    public InterruptSignal() =>
        registration = PosixSignalRegistration.Create(
            PosixSignal.SIGINT,
            signal =>
            {
                signal.Cancel = true;
                isSet = true;
            }
        );

    public bool IsSet => isSet;

    public void Dispose() => registration.Dispose();
}
