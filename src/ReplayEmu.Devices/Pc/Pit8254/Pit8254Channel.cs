using static ReplayEmu.Devices.Pc.Pit8254.Pit8254Waveform;

namespace ReplayEmu.Devices.Pc.Pit8254;

/// <summary>The logic of one counter on its state, at a time in ticks.</summary>
internal readonly unsafe struct Pit8254Channel(Pit8254ChannelState* state, ulong now)
{
    /// <summary>The OUT pin.</summary>
    public bool Output
    {
        get
        {
            // A gate that is low holds OUT of the repeating modes high.
            if (IsPeriodic(state->Mode))
            {
                return state->Running == 0
                    || state->Gate == 0
                    || Pit8254Waveform.Output(state->Mode, Elapsed, state->Count);
            }

            return state->Running == 0 ? state->Mode != 0 : Pit8254Waveform.Output(state->Mode, Elapsed, state->Count);
        }
    }

    /// <summary>When OUT changes next if nobody touches the channel, or <see cref="ulong.MaxValue"/>.</summary>
    public ulong NextChange
    {
        get
        {
            if (state->Running == 0 || state->Paused != 0)
            {
                return ulong.MaxValue;
            }

            var change = Pit8254Waveform.NextChange(state->Mode, Elapsed, state->Count);
            return change == ulong.MaxValue ? change : state->Start + change;
        }
    }

    private ulong Elapsed => state->Paused != 0 ? state->Start : now - state->Start;

    private bool NullCount => state->NoCount != 0 || state->ReloadPending != 0;

    /// <summary>Brings a count that was waiting for the end of the period into effect.</summary>
    public void Settle()
    {
        if (state->ReloadPending != 0 && state->Paused == 0 && state->Running != 0 && now >= state->ReloadAt)
        {
            state->Start = state->ReloadAt;
            state->Count = state->Reload;
            state->ReloadPending = 0;
        }
    }

    /// <summary>Control word without the channel bits, other than a latch command.</summary>
    public void SetControl(byte control)
    {
        var mode = control >> 1 & 7;
        state->Mode = (byte)(mode > 5 ? mode - 4 : mode);
        state->Bcd = (byte)(control & 1);
        state->Access = (byte)(control >> 4 & 3);
        state->Running = 0;
        state->Paused = 0;
        state->NoCount = 1;
        state->ReloadPending = 0;
        state->ReadHigh = 0;
        state->WriteHigh = 0;
        state->LatchBytes = 0;
        state->StatusLatched = 0;
    }

    public void SetGate(bool level)
    {
        if (state->Gate == (level ? 1 : 0))
        {
            return;
        }

        state->Gate = (byte)(level ? 1 : 0);
        if (state->NoCount != 0)
        {
            return;
        }

        if (IsTriggered(state->Mode))
        {
            if (level)
            {
                Load();
            }
        }
        else if (!level)
        {
            state->Start = Elapsed;
            state->Paused = 1;
        }
        else if (IsPeriodic(state->Mode))
        {
            Load();
        }
        else
        {
            state->Start = now - state->Start;
            state->Paused = 0;
        }
    }

    public void Write(byte value)
    {
        switch (state->Access)
        {
            case 1:
                SetCount(value);
                break;
            case 2:
                SetCount((ushort)(value << 8));
                break;
            default:
                if (state->WriteHigh == 0)
                {
                    state->LowByte = value;
                    state->WriteHigh = 1;
                    if (state->Mode == 0)
                    {
                        // The first byte stops the count and lowers OUT at once.
                        state->Running = 0;
                        state->Paused = 0;
                    }
                }
                else
                {
                    state->WriteHigh = 0;
                    SetCount((ushort)(value << 8 | state->LowByte));
                }

                break;
        }
    }

    public byte Read()
    {
        if (state->StatusLatched != 0)
        {
            state->StatusLatched = 0;
            return state->Status;
        }

        if (state->LatchBytes != 0)
        {
            var high = (state->LatchBytes & 1) == 0;
            state->LatchBytes &= (byte)(high ? 0 : 2);
            return (byte)(high ? state->Latch >> 8 : state->Latch);
        }

        var count = Current();
        if (state->Access == 3)
        {
            state->ReadHigh ^= 1;
            return (byte)(state->ReadHigh == 0 ? count >> 8 : count);
        }

        return (byte)(state->Access == 2 ? count >> 8 : count);
    }

    /// <summary>Latches the count; a count that is latched already stays until it is read.</summary>
    public void LatchCount()
    {
        if (state->LatchBytes == 0)
        {
            state->Latch = Current();
            state->LatchBytes = state->Access == 0 ? (byte)3 : state->Access;
        }
    }

    /// <summary>Latches the status byte: OUT, null count, and the control word.</summary>
    public void LatchStatus()
    {
        if (state->StatusLatched == 0)
        {
            state->Status = (byte)(
                (Output ? 0x80 : 0) | (NullCount ? 0x40 : 0) | state->Access << 4 | state->Mode << 1 | state->Bcd
            );
            state->StatusLatched = 1;
        }
    }

    private ushort Current() =>
        state->Running == 0 ? (ushort)state->Reload : Value(state->Mode, Elapsed, state->Count, state->Bcd != 0);

    private void SetCount(ushort written)
    {
        state->Reload = Length(written, state->Bcd != 0);
        state->NoCount = 0;
        if (IsTriggered(state->Mode))
        {
            // Takes effect with the next trigger.
            state->ReloadPending = state->Running;
        }
        else if (IsPeriodic(state->Mode) && state->Running != 0 && state->Paused == 0)
        {
            // The present period (half period in mode 3) ends first.
            state->ReloadAt = state->Start + PeriodEnd(state->Mode, Elapsed, state->Count);
            state->ReloadPending = 1;
        }
        else
        {
            Load();
            if (state->Gate == 0)
            {
                state->Start = 0;
                state->Paused = 1;
            }
        }
    }

    private void Load()
    {
        state->Count = state->Reload;
        state->Start = now;
        state->Running = 1;
        state->Paused = 0;
        state->ReloadPending = 0;
    }
}
