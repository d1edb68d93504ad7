using System;
using System.Text;
using ReplayEmu.Machine.Gate;

namespace ReplayEmu.Devices.Virtio.Serial;

/// <summary>One port of a virtio-serial device: a queue in each direction, and the gate behind it.</summary>
internal sealed unsafe class VirtioPort(VirtioPortState* state, int number, bool isConsole, string name)
{
    private readonly VirtioPortState* state = state;

    public int Number { get; } = number;

    public bool IsConsole { get; } = isConsole;

    /// <summary>UTF-8, empty for none.</summary>
    public byte[] Name { get; } = Encoding.UTF8.GetBytes(name);

    /// <summary>Where the guest's bytes go; null when nothing is connected.</summary>
    public OutputPort? Output { get; init; }

    /// <summary>Consoles take bytes without anybody there to read them.</summary>
    public bool IsConnected => IsConsole || Output is not null;

    public bool IsOpen
    {
        get => state->IsOpen != 0;
        set => state->IsOpen = value ? (byte)1 : (byte)0;
    }

    public int Room => VirtioPortState.Capacity - state->Count;

    public int Count => state->Count;

    /// <summary>Queues of port 0 come first, then two of control, then the other ports'.</summary>
    public int InputQueue => Number == 0 ? 0 : 2 + (2 * Number);

    public int OutputQueue => InputQueue + 1;

    public void Reset() => *state = default;

    /// <summary>Takes bytes from outside; what finds no room is lost.</summary>
    public void Put(ReadOnlySpan<byte> data)
    {
        foreach (var value in data[..Math.Min(data.Length, Room)])
        {
            state->Waiting[(state->First + state->Count) % VirtioPortState.Capacity] = value;
            state->Count++;
        }
    }

    /// <summary>Gives bytes for the guest.</summary>
    /// <returns>How many.</returns>
    public int Take(Span<byte> target)
    {
        var length = Math.Min(target.Length, (int)state->Count);
        for (var i = 0; i < length; i++)
        {
            target[i] = state->Waiting[(state->First + i) % VirtioPortState.Capacity];
        }

        state->First = (ushort)((state->First + length) % VirtioPortState.Capacity);
        state->Count -= (ushort)length;
        return length;
    }
}
