using System;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Devices;
using ReplayEmu.Machine.Interrupts;
using ReplayEmu.Machine.Memory;
using ReplayEmu.Machine.Time;
using static ReplayEmu.Devices.Pc.Hpet.HpetRegisters;

namespace ReplayEmu.Devices.Pc.Hpet;

/// <summary>
/// The high precision event timer of QEMU's PCs: a 100 MHz counter and three timers. In legacy mode timers 0 and 1 replace the PIT
/// and the RTC, whose interrupts pass through here: inputs 0 and 8. Requests that it cannot be routed to have no wire.
/// </summary>
public sealed unsafe class HpetDevice : IDevice, IBusDevice, IIrqSink
{
    /// <summary>Low half of the capabilities, by which firmware tables name it.</summary>
    public const uint BlockId = unchecked((uint)Capabilities);

    public const ulong BaseAddress = Address;

    /// <summary>Of a board with i440FX: request 2.</summary>
    public const uint DefaultRoutes = 4;

    /// <summary>Requests that ISA devices do not have.</summary>
    private const int FirstOwnRequest = 16;
    private readonly VirtualMachine machine;
    private readonly uint routes;
    private readonly HpetState* state;
    private readonly DmaChannel messages;
    private readonly GuestTimer[] alarms = new GuestTimer[TimerCount];
    private readonly IrqLine?[] requests = new IrqLine?[24];

    /// <param name="machine">The machine.</param>
    /// <param name="memory">Where the registers appear.</param>
    /// <param name="interrupts">Inputs 0, 2 and 8, and those of <paramref name="routes"/>, are interrupt requests.</param>
    /// <param name="routes">Requests that timers can be routed to, a bit each.</param>
    public HpetDevice(VirtualMachine machine, ContainerRegion memory, IIrqSink interrupts, uint routes = DefaultRoutes)
    {
        this.routes = routes;
        this.machine = machine;
        state = machine.Arena.Add<HpetState>(Name);
        var source = machine.Observation.Register(Name);
        messages = new DmaChannel(machine.Memory, machine.Observation, source);
        memory.Map(Address, new IoRegion(Name, Size, this, new AccessSizes(4, 4)) { Source = source }, priority: 1);
        foreach (var request in (ReadOnlySpan<int>)[0, 2, RtcRequest])
        {
            requests[request] = machine.Irqs.Connect($"irq{request}.hpet", interrupts, request);
        }

        for (var request = FirstOwnRequest; request < requests.Length; request++)
        {
            if ((routes >> request & 1) != 0)
            {
                requests[request] = machine.Irqs.Connect($"irq{request}.hpet", interrupts, request);
            }
        }

        for (var i = 0; i < TimerCount; i++)
        {
            var index = i;
            alarms[i] = machine.Scheduler.CreateTimer($"hpet.{i}", () => Expire(index));
        }
    }

    public string Name => "hpet";

    public void Reset()
    {
        var (pit, rtc) = (state->PitLevel, state->RtcLevel);
        *state = default;
        (state->PitLevel, state->RtcLevel) = (pit, rtc);
        for (var i = 0; i < TimerCount; i++)
        {
            state->Timers[i].Comparator = ulong.MaxValue;
            state->Timers[i].Configuration = TimerCapabilities | ((ulong)routes << 32);
            alarms[i].Disarm();
        }

        foreach (var request in requests.AsSpan(2))
        {
            // The RTC's request passes through.
            if (request is not null && request != requests[RtcRequest])
            {
                request.Set(false);
            }
        }

        PassOn();
    }

    /// <summary>The interrupts of the PIT (0) and the RTC (8).</summary>
    public void SetInput(int input, bool level)
    {
        (input == 0 ? ref state->PitLevel : ref state->RtcLevel) = level ? (byte)1 : (byte)0;
        if (!IsLegacy)
        {
            requests[input]!.Set(level);
        }
    }

    public ulong Read(ulong offset, int size)
    {
        var value = ReadWhole(offset & ~7ul);
        return (uint)((offset & 4) != 0 ? value >> 32 : value);
    }

    public void Write(ulong offset, int size, ulong value)
    {
        if (offset >= Timers)
        {
            var index = (int)((offset - Timers) / TimerStride);
            if (index < TimerCount)
            {
                WriteTimer(index, (offset - Timers) % TimerStride, (uint)value);
            }

            return;
        }

        switch (offset)
        {
            case GeneralConfiguration:
                WriteConfiguration(value);
                break;
            case GeneralStatus:
                Acknowledge(value & state->Status);
                break;
            case MainCounter:
                state->Counter = (state->Counter >> 32 << 32) | value;
                break;
            case MainCounter + 4:
                state->Counter = (uint)state->Counter | (value << 32);
                break;
        }
    }

    private bool IsEnabled => (state->Configuration & Enable) != 0;

    private bool IsLegacy => (state->Configuration & LegacyRoute) != 0;

    private ulong Count =>
        IsEnabled ? unchecked(machine.Clock.Nanoseconds + state->Offset) / TickNanoseconds : state->Counter;

    private ulong ReadWhole(ulong offset)
    {
        if (offset >= Timers)
        {
            var index = (int)((offset - Timers) / TimerStride);
            return index >= TimerCount
                ? 0
                : ((offset - Timers) % TimerStride) switch
                {
                    TimerConfiguration => state->Timers[index].Configuration,
                    TimerComparator => state->Timers[index].Comparator,
                    TimerMessage => state->Timers[index].Message,
                    _ => 0,
                };
        }

        return offset switch
        {
            GeneralCapabilities => Capabilities,
            GeneralConfiguration => state->Configuration,
            GeneralStatus => state->Status,
            MainCounter => Count,
            _ => 0,
        };
    }

    private void WriteConfiguration(ulong value)
    {
        var count = Count;
        var changed = value ^ state->Configuration;
        state->Configuration = value & (Enable | LegacyRoute);
        if ((changed & Enable) != 0)
        {
            if (IsEnabled)
            {
                state->Offset = unchecked((state->Counter * TickNanoseconds) - machine.Clock.Nanoseconds);
            }
            else
            {
                state->Counter = count;
            }

            for (var i = 0; i < TimerCount; i++)
            {
                Arm(i);
            }
        }

        if ((changed & LegacyRoute) != 0)
        {
            requests[0]!.Set(false);
            requests[RtcRequest]!.Set(false);
            PassOn();
        }
    }

    /// <summary>What the PIT and the RTC request, unless the HPET replaces them.</summary>
    private void PassOn()
    {
        if (!IsLegacy)
        {
            requests[0]!.Set(state->PitLevel != 0);
            requests[RtcRequest]!.Set(state->RtcLevel != 0);
        }
    }

    private void Acknowledge(ulong timers)
    {
        for (var i = 0; i < TimerCount; i++)
        {
            if ((timers >> i & 1) != 0)
            {
                Drive(i, false);
            }
        }
    }

    private void WriteTimer(int index, ulong offset, uint value)
    {
        ref var timer = ref state->Timers[index];
        switch (offset)
        {
            case TimerConfiguration:
                WriteTimerConfiguration(index, value);
                break;
            case TimerComparator:
                WriteComparator(
                    index,
                    (timer.Configuration & Is32Bit) != 0 ? 0 : timer.Comparator >> 32 << 32,
                    value,
                    0
                );
                break;
            case TimerComparator + 4 when (timer.Configuration & Is32Bit) == 0:
                WriteComparator(index, (uint)timer.Comparator, value, 32);
                break;
            case TimerMessage:
                timer.Message = (timer.Message >> 32 << 32) | value;
                break;
            case TimerMessage + 4:
                timer.Message = (uint)timer.Message | ((ulong)value << 32);
                break;
        }
    }

    private void WriteTimerConfiguration(int index, uint value)
    {
        ref var timer = ref state->Timers[index];
        var changed = timer.Configuration ^ value;
        if ((changed & value & MessageEnable) != 0)
        {
            Drive(index, false);
        }

        timer.Configuration = (timer.Configuration & ~TimerWritable) | (value & TimerWritable);
        if ((value & Is32Bit) != 0)
        {
            timer.Comparator = (uint)timer.Comparator;
            timer.Period = (uint)timer.Period;
        }

        if ((changed & InterruptEnable) == 0)
        {
            return;
        }

        if ((value & InterruptEnable) != 0)
        {
            Arm(index);
        }
        else
        {
            alarms[index].Disarm();
            Drive(index, false);
        }
    }

    /// <summary>
    /// In periodic mode a write is the period, and with "set comparator", which it clears, the comparator too; otherwise it is the
    /// comparator.
    /// </summary>
    private void WriteComparator(int index, ulong kept, uint value, int shift)
    {
        ref var timer = ref state->Timers[index];
        var isPeriodic = (timer.Configuration & Periodic) != 0;
        var placed = (ulong)value << shift;
        if (!isPeriodic || (timer.Configuration & SetComparator) != 0)
        {
            timer.Comparator = kept | placed;
        }

        if (isPeriodic)
        {
            timer.Period = (timer.Period & ~((ulong)uint.MaxValue << shift)) | placed;
        }

        timer.Configuration &= ~SetComparator;
        Arm(index);
    }

    /// <summary>
    /// Arms for the comparator, or in 32-bit one-shot mode for the counter's wrap when that is earlier. A comparator that has passed
    /// fires at once, as in QEMU.
    /// </summary>
    private void Arm(int index)
    {
        ref var timer = ref state->Timers[index];
        timer.IsWrap = 0;
        if (!IsEnabled || (timer.Configuration & InterruptEnable) == 0)
        {
            alarms[index].Disarm();
            return;
        }

        var count = Count;
        var ticks = TicksTo(timer, count);
        if ((timer.Configuration & (Is32Bit | Periodic)) == Is32Bit)
        {
            var wrap = uint.MaxValue - (uint)count;
            if (wrap < ticks)
            {
                ticks = wrap;
                timer.IsWrap = 1;
            }
        }

        ArmAfter(index, count, ticks);
    }

    private void ArmAfter(int index, ulong count, ulong ticks)
    {
        if (ticks >= long.MaxValue / 2 / TickNanoseconds)
        {
            alarms[index].Disarm();
            return;
        }

        alarms[index].ArmAt(unchecked(((count + ticks) * TickNanoseconds) - state->Offset));
    }

    private static ulong TicksTo(in HpetTimerState timer, ulong count) =>
        (timer.Configuration & Is32Bit) != 0
            ? (ulong)Math.Max(unchecked((int)((uint)timer.Comparator - (uint)count)), 0)
            : (ulong)Math.Max(unchecked((long)(timer.Comparator - count)), 0);

    private void Expire(int index)
    {
        ref var timer = ref state->Timers[index];
        var count = Count;
        if ((timer.Configuration & Periodic) != 0 && timer.Period != 0)
        {
            var is32Bit = (timer.Configuration & Is32Bit) != 0;
            var behind = is32Bit ? (uint)count - (uint)timer.Comparator : count - timer.Comparator;
            timer.Comparator += ((behind / timer.Period) + 1) * timer.Period;
            timer.Comparator = is32Bit ? (uint)timer.Comparator : timer.Comparator;
            ArmAfter(index, count, TicksTo(timer, count));
        }
        else if (timer.IsWrap != 0)
        {
            timer.IsWrap = 0;
            ArmAfter(index, count, Math.Max(TicksTo(timer, count), 1));
        }

        Drive(index, true);
    }

    /// <summary>Requests an interrupt, or takes a level-triggered request back.</summary>
    private void Drive(int index, bool asserted)
    {
        ref var timer = ref state->Timers[index];
        var bit = 1ul << index;
        var route = index < 2 && IsLegacy ? index * RtcRequest : (int)(timer.Configuration >> 9 & 0x1f);
        var line = route < requests.Length ? requests[route] : null;
        var isMessage = (timer.Configuration & MessageEnable) != 0;
        state->Status &= ~bit;
        if (!asserted || (timer.Configuration & InterruptEnable) == 0 || !IsEnabled)
        {
            if (!isMessage)
            {
                line?.Set(false);
            }
        }
        else if (isMessage)
        {
            messages.WriteWord(timer.Message >> 32, (uint)timer.Message);
        }
        else if ((timer.Configuration & Level) != 0)
        {
            state->Status |= bit;
            line?.Set(true);
        }
        else
        {
            line?.Pulse();
        }
    }
}
