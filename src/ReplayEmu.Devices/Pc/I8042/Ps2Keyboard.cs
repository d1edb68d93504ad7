namespace ReplayEmu.Devices.Pc.I8042;

/// <summary>
/// A PS/2 keyboard with scan code sets 1 and 2: takes commands, queues answers and keys. Set 3 and the per-key commands of it
/// are answered with Resend, as by a keyboard that does not have them.
/// </summary>
internal readonly unsafe struct Ps2Keyboard(I8042State* state)
{
    private const byte Acknowledge = 0xFA;
    private const byte Again = 0xFE;
    private const byte TestPassed = 0xAA;
    private const byte DefaultTypematic = 0x2B;

    /// <summary>Bytes for which the queue has room; a host key byte takes up to two.</summary>
    public int Room => (Ps2Queue.Capacity - state->QueueCount) / 2;

    /// <summary>Power-on: scanning, set 2, and the result of the self test is not sent, as in QEMU.</summary>
    public void Reset()
    {
        state->QueueCount = 0;
        state->QueueHead = 0;
        state->KeyboardExpecting = 0;
        state->LastSent = 0;
        Defaults(scanning: true);
    }

    /// <summary>A byte from the host: set 1, with 0xE0 and 0xE1 prefixes. Lost when the queue is full or the keyboard is disabled.</summary>
    public void Key(byte code)
    {
        if (state->Scanning == 0 || Room == 0)
        {
            return;
        }

        if (state->ScanSet == 1 || code is 0xE0 or 0xE1)
        {
            Send(code);
            return;
        }

        if ((code & ScanCodes.BreakBit) != 0)
        {
            Send(ScanCodes.BreakPrefix);
        }

        Send(ScanCodes.ToSet2((byte)(code & 0x7f)));
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
        state->LastSent = value;
        return true;
    }

    /// <summary>A byte from the controller: a command or its parameter.</summary>
    public void Receive(byte value)
    {
        var expecting = (Ps2Command)state->KeyboardExpecting;
        state->KeyboardExpecting = 0;
        if (expecting == 0 || value >= (byte)Ps2Command.SetLeds)
        {
            Execute((Ps2Command)value);
            return;
        }

        switch (expecting)
        {
            case Ps2Command.SetLeds:
                state->Leds = (byte)(value & 7);
                Send(Acknowledge);
                break;
            case Ps2Command.SetTypematic:
                state->Typematic = value;
                Send(Acknowledge);
                break;
            default:
                SelectScanSet(value);
                break;
        }
    }

    private void Execute(Ps2Command command)
    {
        switch (command)
        {
            case Ps2Command.SetLeds:
            case Ps2Command.SetTypematic:
            case Ps2Command.SetScanSet:
                state->KeyboardExpecting = (byte)command;
                Send(Acknowledge);
                break;
            case Ps2Command.Echo:
                Send((byte)Ps2Command.Echo);
                break;
            case Ps2Command.Identify:
                Send(Acknowledge);
                Send(0xAB);
                Send(0x83);
                break;
            case Ps2Command.Enable:
                state->Scanning = 1;
                Send(Acknowledge);
                break;
            case Ps2Command.Default:
            case Ps2Command.DefaultDisable:
                Defaults(command == Ps2Command.Default);
                Send(Acknowledge);
                break;
            case Ps2Command.Resend:
                Send(state->LastSent);
                break;
            case Ps2Command.Reset:
                Reset();
                Send(Acknowledge);
                Send(TestPassed);
                break;
            default:
                Send(Again);
                break;
        }
    }

    private void SelectScanSet(byte set)
    {
        switch (set)
        {
            case 0:
                Send(Acknowledge);
                Send(state->ScanSet);
                break;
            case 1:
            case 2:
                state->ScanSet = set;
                Send(Acknowledge);
                break;
            default:
                Send(Again);
                break;
        }
    }

    private void Defaults(bool scanning)
    {
        state->Scanning = (byte)(scanning ? 1 : 0);
        state->ScanSet = 2;
        state->Leds = 0;
        state->Typematic = DefaultTypematic;
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
