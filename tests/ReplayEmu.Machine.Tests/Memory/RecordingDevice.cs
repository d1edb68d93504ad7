using System.Collections.Generic;
using ReplayEmu.Machine.Gate;
using ReplayEmu.Machine.Memory;

namespace ReplayEmu.Machine.Tests.Memory;

/// <summary>Registers whose byte at offset n reads n + 1; remembers accesses and what the observer heard.</summary>
internal sealed class RecordingDevice : IBusDevice, IObserver
{
    /// <summary><c>r offset size</c> and <c>w offset size value</c>, hexadecimal.</summary>
    public List<string> Accesses { get; } = [];

    public List<Interaction> Heard { get; } = [];

    public ulong Read(ulong offset, int size)
    {
        Accesses.Add($"r {offset:x} {size}");
        ulong value = 0;
        for (var i = 0; i < size; i++)
        {
            value |= (offset + (ulong)i + 1) << (8 * i);
        }

        return value;
    }

    public void Write(ulong offset, int size, ulong value) => Accesses.Add($"w {offset:x} {size} {value:x}");

    public void OnInteraction(in Interaction interaction) => Heard.Add(interaction);
}
