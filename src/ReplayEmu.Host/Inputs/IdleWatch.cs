namespace ReplayEmu.Host.Inputs;

/// <summary>
/// Notices a guest that only waits: over a stretch of guest time it ran next to nothing (a timer tick and its handler) and wrote
/// nothing. Without anybody to type, such a run would never end by itself.
/// </summary>
public sealed class IdleWatch
{
    /// <summary>A guest that runs more than one instruction in so many ticks is not idle.</summary>
    private const ulong TicksPerInstruction = 256;

    private readonly ulong limit;
    private ulong start;
    private ulong retiredAtStart;
    private ulong outputAtStart;

    /// <param name="limit">Ticks; 0 never ends a run.</param>
    public IdleWatch(ulong limit) => this.limit = limit;

    /// <summary>Called whenever every CPU is halted.</summary>
    /// <param name="icount">The present tick.</param>
    /// <param name="retired">Instructions retired so far.</param>
    /// <param name="output">Bytes written so far.</param>
    /// <returns>True when the guest has been idle for the whole limit.</returns>
    public bool Observe(ulong icount, ulong retired, ulong output)
    {
        var elapsed = icount - start;
        if (output != outputAtStart || retired - retiredAtStart > (elapsed / TicksPerInstruction) + 100_000)
        {
            start = icount;
            retiredAtStart = retired;
            outputAtStart = output;
            return false;
        }

        return limit != 0 && elapsed >= limit;
    }
}
