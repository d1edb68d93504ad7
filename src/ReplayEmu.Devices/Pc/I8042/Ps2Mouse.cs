using System;

namespace ReplayEmu.Devices.Pc.I8042;

/// <summary>
/// A PS/2 mouse that turns into one with a wheel (sample rates 200, 100, 80) or five buttons (200, 200, 80) when asked, as QEMU's.
/// Scaling, resolution and sample rate are stored without effect. Commands that it does not know get no answer.
/// </summary>
internal readonly unsafe struct Ps2Mouse(Ps2MouseState* state)
{
    /// <summary>Bytes of an event from the host: buttons, then movement right, up and of the wheel, signed.</summary>
    public const int EventSize = 4;

    private const byte Acknowledge = 0xfa;
    private const byte TestPassed = 0xaa;
    private const byte Scaled = 0x10;
    private const byte Reporting = 0x20;
    private const byte Remote = 0x40;
    private const byte Wheel = 3;
    private const byte FiveButtons = 4;
    private const int Packet = 4;

    public void Reset()
    {
        *state = default;
        Defaults();
    }

    /// <summary>An event from the host.</summary>
    public void Move(ReadOnlySpan<byte> input)
    {
        state->ButtonsChanged |= (byte)(state->Buttons != input[0] ? 1 : 0);
        state->Buttons = input[0];
        state->X += (sbyte)input[1];
        state->Y += (sbyte)input[2];
        state->Z += (sbyte)input[3];
        if ((state->Status & (Reporting | Remote)) == Reporting)
        {
            SendPackets();
        }
    }

    /// <summary>Takes the oldest byte of the queue.</summary>
    public bool TryTake(out byte value)
    {
        value = 0;
        if (state->QueueCount == 0)
        {
            return false;
        }

        value = state->Queue[state->QueueHead];
        state->QueueHead = (byte)((state->QueueHead + 1) % Ps2Queue.Capacity);
        state->QueueCount--;
        return true;
    }

    /// <summary>A byte from the controller: a command or its parameter.</summary>
    public void Receive(byte value)
    {
        var expecting = (Ps2MouseCommand)state->Expecting;
        state->Expecting = 0;
        if (expecting != 0)
        {
            TakeParameter(expecting, value);
        }
        else if (state->Wrap == 0 || (Ps2MouseCommand)value == Ps2MouseCommand.Reset)
        {
            Execute((Ps2MouseCommand)value);
        }
        else if ((Ps2MouseCommand)value == Ps2MouseCommand.EndWrap)
        {
            state->Wrap = 0;
            Send(Acknowledge);
        }
        else
        {
            Send(value);
        }
    }

    private void TakeParameter(Ps2MouseCommand command, byte value)
    {
        if (command == Ps2MouseCommand.SetResolution)
        {
            state->Resolution = value;
        }
        else
        {
            state->SampleRate = value;
            Listen(value);
        }

        Send(Acknowledge);
    }

    /// <summary>Follows the sequence of sample rates.</summary>
    private void Listen(byte rate)
    {
        var (knock, type) = (state->Knock, rate) switch
        {
            (0, 200) => (1, state->Type),
            (1, 100) => (2, state->Type),
            (1, 200) => (3, state->Type),
            (2, 80) => (0, Wheel),
            (3, 80) => (0, FiveButtons),
            _ => (0, state->Type),
        };
        state->Knock = (byte)knock;
        state->Type = type;
    }

    private void Execute(Ps2MouseCommand command)
    {
        switch (command)
        {
            case Ps2MouseCommand.SetScaling1:
                Acknowledged(unchecked((byte)~Scaled), 0);
                break;
            case Ps2MouseCommand.SetScaling2:
                Acknowledged(0xff, Scaled);
                break;
            case Ps2MouseCommand.SetStream:
                Acknowledged(unchecked((byte)~Remote), 0);
                break;
            case Ps2MouseCommand.SetRemote:
                Acknowledged(0xff, Remote);
                break;
            case Ps2MouseCommand.Enable:
                Acknowledged(0xff, Reporting);
                break;
            case Ps2MouseCommand.Disable:
                Acknowledged(unchecked((byte)~Reporting), 0);
                break;
            case Ps2MouseCommand.SetWrap:
                state->Wrap = 1;
                Send(Acknowledge);
                break;
            case Ps2MouseCommand.SetResolution:
            case Ps2MouseCommand.SetSampleRate:
                state->Expecting = (byte)command;
                Send(Acknowledge);
                break;
            case Ps2MouseCommand.GetStatus:
                Send(Acknowledge);
                Send(state->Status);
                Send(state->Resolution);
                Send(state->SampleRate);
                break;
            case Ps2MouseCommand.Poll:
                Send(Acknowledge);
                SendPacket();
                break;
            case Ps2MouseCommand.Identify:
                Send(Acknowledge);
                Send(state->Type);
                break;
            case Ps2MouseCommand.Default:
                Defaults();
                Send(Acknowledge);
                break;
            case Ps2MouseCommand.Reset:
                Defaults();
                state->Type = 0;
                state->Wrap = 0;
                Send(Acknowledge);
                Send(TestPassed);
                Send(state->Type);
                break;
        }
    }

    private void Acknowledged(byte keep, byte set)
    {
        state->Status = (byte)((state->Status & keep) | set);
        Send(Acknowledge);
    }

    private void Defaults()
    {
        state->SampleRate = 100;
        state->Resolution = 2;
        state->Status = 0;
    }

    /// <summary>Packets until all movement is told, as far as the queue has room.</summary>
    private void SendPackets()
    {
        while (
            (state->ButtonsChanged != 0 || state->X != 0 || state->Y != 0 || (state->Type != 0 && state->Z != 0))
            && state->QueueCount + Packet <= Ps2Queue.Capacity
        )
        {
            SendPacket();
        }
    }

    private void SendPacket()
    {
        var x = Math.Clamp(state->X, -127, 127);
        var y = Math.Clamp(state->Y, -127, 127);
        Send((byte)(0x08 | (x < 0 ? 0x10 : 0) | (y < 0 ? 0x20 : 0) | (state->Buttons & 7)));
        Send((byte)x);
        Send((byte)y);
        state->X -= x;
        state->Y -= y;
        state->ButtonsChanged = 0;
        if (state->Type == 0)
        {
            state->Z = 0;
            return;
        }

        // Downwards is positive in packets.
        var limit = state->Type == FiveButtons ? 7 : 127;
        var z = Math.Clamp(state->Z, -limit, limit);
        state->Z -= z;
        Send((byte)(state->Type == FiveButtons ? (-z & 0x0f) | ((state->Buttons & 0x18) << 1) : -z));
    }

    private void Send(byte value)
    {
        if (state->QueueCount < Ps2Queue.Capacity)
        {
            state->Queue[(state->QueueHead + state->QueueCount) % Ps2Queue.Capacity] = value;
            state->QueueCount++;
        }
    }
}

/// <summary>Commands to the mouse, sent through the controller's command 0xD4.</summary>
internal enum Ps2MouseCommand : byte
{
    SetScaling1 = 0xe6,
    SetScaling2 = 0xe7,
    SetResolution = 0xe8,
    GetStatus = 0xe9,
    SetStream = 0xea,
    Poll = 0xeb,
    EndWrap = 0xec,
    SetWrap = 0xee,
    SetRemote = 0xf0,
    Identify = 0xf2,
    SetSampleRate = 0xf3,
    Enable = 0xf4,
    Disable = 0xf5,
    Default = 0xf6,
    Reset = 0xff,
}
