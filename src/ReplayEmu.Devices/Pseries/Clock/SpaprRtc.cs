using ReplayEmu.Devices.Pc.Rtc146818;
using ReplayEmu.Devices.Pseries.Rtas;
using ReplayEmu.Machine;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Pseries.Clock;

/// <summary>Time of day behind RTAS calls (PAPR 2.8.2, 7.3.4), UTC, from the machine's clock.</summary>
public sealed unsafe class SpaprRtc : IDevice
{
    private const int ParameterError = -3;
    private const long SecondsPerDay = 86400;
    private const ulong NanosecondsPerSecond = 1_000_000_000;
    private readonly VirtualMachine machine;
    private readonly SpaprRtcState* state;
    private readonly long baseSeconds;

    /// <param name="machine">The machine.</param>
    /// <param name="baseSeconds">Seconds since 1970 at power-on.</param>
    public SpaprRtc(VirtualMachine machine, long baseSeconds)
    {
        this.machine = machine;
        this.baseSeconds = baseSeconds;
        state = machine.Arena.Add<SpaprRtcState>(Name);
    }

    public string Name => "spapr-rtc";

    /// <summary>The clock goes on.</summary>
    public void Reset() { }

    private long Seconds => baseSeconds + (long)(machine.Clock.Nanoseconds / NanosecondsPerSecond);

    /// <summary>get-time-of-day: status, year, month, day, hour, minute, second, nanosecond.</summary>
    internal void Get(RtasCall call)
    {
        var now = Seconds + state->OffsetSeconds;
        var days = now >= 0 ? now / SecondsPerDay : ((now + 1) / SecondsPerDay) - 1;
        var second = (uint)(now - (days * SecondsPerDay));
        var (year, month, day) = RtcCalendar.FromDays(days);
        call.Status(0);
        call.Return(1, (uint)year);
        call.Return(2, (uint)month);
        call.Return(3, (uint)day);
        call.Return(4, second / 3600);
        call.Return(5, second / 60 % 60);
        call.Return(6, second % 60);
        call.Return(7, (uint)(machine.Clock.Nanoseconds % NanosecondsPerSecond));
    }

    /// <summary>set-time-of-day: year, month, day, hour, minute, second, nanosecond (which is left out); status.</summary>
    internal void Set(RtasCall call)
    {
        if (
            call[0] is < 1970 or > 9999
            || call[1] is < 1 or > 12
            || call[2] is < 1 or > 31
            || call[3] > 23
            || call[4] > 59
            || call[5] > 60
        )
        {
            call.Status(ParameterError);
            return;
        }

        var days = RtcCalendar.ToDays((int)call[0], (int)call[1], (int)call[2]);
        state->OffsetSeconds = (days * SecondsPerDay) + (call[3] * 3600) + (call[4] * 60) + call[5] - Seconds;
        call.Status(0);
    }
}
