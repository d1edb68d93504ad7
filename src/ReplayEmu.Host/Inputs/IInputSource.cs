using ReplayEmu.Machine;
using ReplayEmu.Machine.Gate;

namespace ReplayEmu.Host.Inputs;

/// <summary>How the machine treats a source of input while the guest has nothing to do.</summary>
public enum SourcePatience
{
    /// <summary>Nothing more will come from the host: idle time is skipped.</summary>
    Over,

    /// <summary>Waited for only when nothing else can wake the guest, as a pipe.</summary>
    WhenStuck,

    /// <summary>Idle time passes in real time, as for a person or another machine.</summary>
    RealTime,
}

/// <summary>Something outside that feeds input ports of a machine. All members are called on the machine's thread.</summary>
public interface IInputSource
{
    /// <summary>Looks its ports up in the machine.</summary>
    void Connect(VirtualMachine machine);

    SourcePatience Patience { get; }

    /// <summary>Input waits, and the guest has room for it.</summary>
    bool IsReady { get; }

    /// <summary>Input waits, and the guest has no room for it: only the guest itself can go on.</summary>
    bool IsBlocked { get; }

    /// <summary>The next input that is due at this tick.</summary>
    bool TryTake(ulong icount, out InputEvent input);

    /// <summary>The tick, after <paramref name="icount"/>, at which it must be asked whatever the host does.</summary>
    ulong NextDue(ulong icount) => ulong.MaxValue;

    /// <summary>The guest has nothing to do.</summary>
    void GuestIdles() { }
}
