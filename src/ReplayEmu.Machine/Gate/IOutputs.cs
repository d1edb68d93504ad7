using System;

namespace ReplayEmu.Machine.Gate;

/// <summary>What the machine shows to the host. Nothing comes back.</summary>
public interface IOutputs
{
    /// <param name="port">Index into <see cref="VirtualMachine.OutputPorts"/>.</param>
    /// <param name="data">Bytes, valid during the call.</param>
    void Write(int port, ReadOnlySpan<byte> data);
}

/// <summary>Output that nobody wants.</summary>
public sealed class NoOutputs : IOutputs
{
    public void Write(int port, ReadOnlySpan<byte> data) { }
}

/// <summary>A device's way out: console text, debug output.</summary>
public sealed class OutputPort
{
    private readonly VirtualMachine machine;

    internal OutputPort(VirtualMachine machine, int index, string name)
    {
        this.machine = machine;
        Index = index;
        Name = name;
    }

    public int Index { get; }

    /// <summary>Unique in the machine, for example <c>serial0</c> or <c>debugcon</c>.</summary>
    public string Name { get; }

    public void Write(ReadOnlySpan<byte> data) => machine.Outputs.Write(Index, data);

    public void Write(byte value) => Write([value]);
}
