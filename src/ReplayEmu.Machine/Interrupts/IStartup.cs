namespace ReplayEmu.Machine.Interrupts;

/// <summary>A CPU as other CPUs start it.</summary>
public interface IStartup
{
    /// <summary>A startup interrupt arrives: a CPU that waits for one after INIT begins at <paramref name="page"/> times 4096; others ignore it.</summary>
    void Start(byte page);
}
