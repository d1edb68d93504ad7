using System;
using System.IO;
using Microsoft.Win32.SafeHandles;

namespace ReplayEmu.Host.Terminal;

/// <summary>Standard input and output as bytes, without the framework's line editor and encodings.</summary>
public static class StandardStreams
{
    /// <summary>Blocking reads of what comes, however little.</summary>
    public static Stream OpenInput() =>
        OperatingSystem.IsWindows()
            ? Console.OpenStandardInput()
            : new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);

    public static Stream OpenOutput() =>
        OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new DescriptorStream(1);

    public static Stream OpenError() =>
        OperatingSystem.IsWindows() ? Console.OpenStandardError() : new DescriptorStream(2);

    public static bool IsOutputTerminal => !Console.IsOutputRedirected;

    public static bool IsErrorTerminal => !Console.IsErrorRedirected;
}
