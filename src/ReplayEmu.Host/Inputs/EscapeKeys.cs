namespace ReplayEmu.Host.Inputs;

/// <summary>What a key does.</summary>
public enum KeyAction
{
    /// <summary>Goes to the guest.</summary>
    Send,

    /// <summary>Part of an escape: nothing yet.</summary>
    None,

    /// <summary>Ctrl-A x: ends the run.</summary>
    Quit,

    /// <summary>Ctrl-A h or ?: shows the keys.</summary>
    Help,

    /// <summary>Ctrl-A c: QEMU's monitor, which does not exist here.</summary>
    Monitor,
}

/// <summary>QEMU's escape keys of a serial terminal: Ctrl-A and a letter; Ctrl-A twice sends one Ctrl-A.</summary>
public sealed class EscapeKeys
{
    private const byte CtrlA = 0x01;
    private bool escaped;

    /// <summary>The text of Ctrl-A h.</summary>
    public static string HelpText =>
        "Ctrl-A x  end the run\nCtrl-A h  this help\nCtrl-A Ctrl-A  send Ctrl-A to the guest\n";

    public KeyAction Press(byte key)
    {
        if (!escaped)
        {
            escaped = key == CtrlA;
            return escaped ? KeyAction.None : KeyAction.Send;
        }

        escaped = false;
        return key switch
        {
            CtrlA => KeyAction.Send,
            (byte)'x' or (byte)'X' => KeyAction.Quit,
            (byte)'h' or (byte)'H' or (byte)'?' => KeyAction.Help,
            (byte)'c' or (byte)'C' => KeyAction.Monitor,
            _ => KeyAction.None,
        };
    }
}
