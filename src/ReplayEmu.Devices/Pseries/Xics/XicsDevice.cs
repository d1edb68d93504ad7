using ReplayEmu.Devices.Pseries.Papr;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Interrupts;

namespace ReplayEmu.Devices.Pseries.Xics;

/// <summary>
/// The external interrupt controller (PAPR 2.8.2, 14.5.4 and 7.3.10): sources with a priority each, and the presentation controller of
/// the one processor, which shows the most favoured (lowest) of them. Inputs are source numbers less <see cref="FirstSource"/>.
/// </summary>
public sealed unsafe partial class XicsDevice : IDevice, IIrqSink, IFactSource
{
    public const uint FirstSource = 0x1000;

    /// <summary>Number of the interrupt between processors.</summary>
    private const uint BetweenProcessors = 2;
    private const byte Off = 0xff;
    private const uint NumberMask = 0xff_ffff;
    private readonly XicsState* state;
    private readonly byte[] fixedKinds = new byte[XicsState.Sources];

    public XicsDevice(VirtualMachine machine) => state = machine.Arena.Add<XicsState>("xics");

    /// <summary>The processor's external interrupt.</summary>
    public IrqLine? Output { get; set; }

    public string Name => "xics";

    private uint Pending => state->Xirr & NumberMask;

    private byte ProcessorPriority => (byte)(state->Xirr >> 24);

    public void Reset()
    {
        *state = default;
        state->PendingPriority = Off;
        state->Request = Off;
        for (var i = 0; i < XicsState.Sources; i++)
        {
            state->Priority[i] = Off;
            state->SavedPriority[i] = Off;
            state->Kind[i] = fixedKinds[i];
        }

        Output?.Set(false);
    }

    public void WriteFacts(FactWriter facts)
    {
        for (var i = 0; i < fixedKinds.Length; i++)
        {
            if (fixedKinds[i] != 0)
            {
                facts.Add(
                    "xics",
                    $"0x{FirstSource + (uint)i:x} {(fixedKinds[i] == XicsSource.Level ? "level" : "message")}"
                );
            }
        }
    }

    /// <summary>Declares a source that is always there, while the machine is built.</summary>
    public int Declare(uint number, bool isLevel)
    {
        var input = (int)(number - FirstSource);
        fixedKinds[input] = isLevel ? XicsSource.Level : XicsSource.Message;
        return input;
    }

    /// <summary>Takes sources for messages, a row of free ones from a number on; 0 when there are not so many.</summary>
    public uint Allocate(uint from, uint count, uint alignment)
    {
        for (
            var first = (from - FirstSource + alignment - 1) / alignment * alignment;
            first + count <= XicsState.Sources;
            first += alignment
        )
        {
            uint free = 0;
            while (free < count && state->Kind[first + free] == 0)
            {
                free++;
            }

            if (free == count)
            {
                for (uint i = 0; i < count; i++)
                {
                    state->Kind[first + i] = XicsSource.Message;
                    state->Status[first + i] = 0;
                }

                return FirstSource + first;
            }
        }

        return 0;
    }

    /// <summary>Gives sources back.</summary>
    public void Free(uint first, uint count)
    {
        for (var i = first - FirstSource; i < first - FirstSource + count; i++)
        {
            state->Kind[i] = 0;
        }
    }

    /// <summary>A level source rises or falls; a message source fires when it rises.</summary>
    public void SetInput(int input, bool level)
    {
        ref var status = ref state->Status[input];
        switch (state->Kind[input])
        {
            case XicsSource.Level:
                status = (byte)(level ? status | XicsSource.Asserted : status & ~XicsSource.Asserted);
                ResendLevel(input);
                break;
            case XicsSource.Message when level:
                if (state->Priority[input] == Off)
                {
                    status |= XicsSource.PendingWhileOff;
                }
                else
                {
                    Present(input);
                }

                break;
        }
    }

    /// <summary>A message with a source's number as data; one that is no source is lost.</summary>
    public void Message(uint number)
    {
        if (IsSource(number))
        {
            SetInput((int)(number - FirstSource), true);
        }
    }

    /// <summary>H_CPPR.</summary>
    public long SetPriority(ulong priority)
    {
        var before = ProcessorPriority;
        var now = (byte)priority;
        state->Xirr = Pending | ((uint)now << 24);
        if (now < before)
        {
            if (Pending != 0 && now <= state->PendingPriority)
            {
                var returned = Pending;
                state->Xirr &= ~NumberMask;
                state->PendingPriority = Off;
                Output?.Set(false);
                Reject(returned);
            }
        }
        else if (Pending == 0)
        {
            Resend();
        }

        return HypercallStatus.Success;
    }

    /// <summary>H_IPI.</summary>
    public long Request(ulong server, ulong priority)
    {
        if (server != 0)
        {
            return HypercallStatus.Parameter;
        }

        state->Request = (byte)priority;
        if (state->Request < ProcessorPriority)
        {
            PresentRequest();
        }

        return HypercallStatus.Success;
    }

    /// <summary>H_XIRR: takes the pending interrupt; its priority becomes the processor's.</summary>
    public uint Accept()
    {
        var taken = state->Xirr;
        Output?.Set(false);
        state->Xirr = (uint)state->PendingPriority << 24;
        state->PendingPriority = Off;
        return taken;
    }

    /// <summary>H_IPOLL.</summary>
    public uint Poll(out byte request)
    {
        request = state->Request;
        return state->Xirr;
    }

    /// <summary>H_EOI: a source may fire again, and the processor's priority is as before it.</summary>
    public long End(ulong value)
    {
        var ended = (uint)value;
        state->Xirr = Pending | (ended & ~NumberMask);
        var number = ended & NumberMask;
        if (IsSource(number) && state->Kind[number - FirstSource] == XicsSource.Level)
        {
            state->Status[number - FirstSource] &= unchecked((byte)~XicsSource.Sent);
        }

        if (Pending == 0)
        {
            Resend();
        }

        return HypercallStatus.Success;
    }

    private static bool IsInRange(uint number) => number - FirstSource < XicsState.Sources;

    private bool IsSource(uint number) => IsInRange(number) && state->Kind[number - FirstSource] != 0;

    private void Present(int input)
    {
        var priority = state->Priority[input];
        if (priority >= ProcessorPriority || (Pending != 0 && state->PendingPriority <= priority))
        {
            Reject(FirstSource + (uint)input);
            return;
        }

        if (Pending is not 0 and not BetweenProcessors)
        {
            Reject(Pending);
        }

        state->Xirr = (state->Xirr & ~NumberMask) | (FirstSource + (uint)input);
        state->PendingPriority = priority;
        Output?.Set(true);
    }

    private void PresentRequest()
    {
        if (Pending != 0 && state->PendingPriority <= state->Request)
        {
            return;
        }

        if (Pending is not 0 and not BetweenProcessors)
        {
            Reject(Pending);
        }

        state->Xirr = (state->Xirr & ~NumberMask) | BetweenProcessors;
        state->PendingPriority = state->Request;
        Output?.Set(true);
    }

    private void Reject(uint number)
    {
        if (!IsSource(number))
        {
            return;
        }

        var input = number - FirstSource;
        if (state->Kind[input] == XicsSource.Level)
        {
            state->Status[input] &= unchecked((byte)~XicsSource.Sent);
        }
        else
        {
            state->Status[input] |= XicsSource.Rejected;
        }
    }

    private void Resend()
    {
        if (state->Request < ProcessorPriority)
        {
            PresentRequest();
        }

        for (var i = 0; i < XicsState.Sources; i++)
        {
            if (state->Status[i] != 0)
            {
                ResendOne(i);
            }
        }
    }

    private void ResendOne(int input)
    {
        if (state->Kind[input] == XicsSource.Level)
        {
            ResendLevel(input);
        }
        else if ((state->Status[input] & XicsSource.Rejected) != 0)
        {
            state->Status[input] &= unchecked((byte)~XicsSource.Rejected);
            if (state->Priority[input] != Off)
            {
                Present(input);
            }
        }
    }

    private void ResendLevel(int input)
    {
        if (
            state->Priority[input] != Off
            && (state->Status[input] & (XicsSource.Asserted | XicsSource.Sent)) == XicsSource.Asserted
        )
        {
            state->Status[input] |= XicsSource.Sent;
            Present(input);
        }
    }
}
