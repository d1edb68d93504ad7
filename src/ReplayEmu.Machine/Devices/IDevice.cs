namespace ReplayEmu.Machine.Devices;

/// <summary>A device of a machine. Wiring is done by its constructor; behaviour comes through the bus, lines and timers.</summary>
public interface IDevice
{
    /// <summary>Unique in the machine, for example <c>pit8254</c> or <c>00:10.0</c>.</summary>
    string Name { get; }

    /// <summary>Power-on state. Called once after wiring and at every system reset, in the order the devices were added.</summary>
    void Reset();

    /// <summary>State was replaced (checkpoint restored): map regions and derive caches again from the state.</summary>
    void StateReplaced() { }
}
