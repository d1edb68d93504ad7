using System;
using System.Text;
using ReplayEmu.Machine.Gate;

namespace ReplayEmu.Golden.Snapshots;

/// <summary>Keeps what a guest prints, on whichever port; a guest that prints without end is cut off.</summary>
internal sealed class ProbeOutputs : IOutputs
{
    private const int Maximum = 1 << 20;

    private readonly StringBuilder text = new();

    public string Text => text.ToString();

    public void Write(int port, ReadOnlySpan<byte> data)
    {
        if (text.Length < Maximum)
        {
            text.Append(Encoding.Latin1.GetString(data));
        }
    }
}
