using System.Collections.Generic;
using ReplayEmu.Machine.Devices;

namespace ReplayEmu.Devices.Virtio.Serial;

/// <summary>Properties of <c>virtconsole</c> and <c>virtserialport</c>, the ports of a virtio-serial device.</summary>
public sealed class VirtioPortProperties
{
    public const string ConsoleDriver = "virtconsole";
    public const string PortDriver = "virtserialport";
    public const uint NextNumber = uint.MaxValue;

    private VirtioPortProperties(string driver)
    {
        Driver = driver;
        Backend = new TextProperty(driver, "chardev", "", "id of the -chardev behind it");
        Name = new TextProperty(driver, "name", "", "what the guest reads as the port's name");
        Number = new NumberProperty<uint>(
            driver,
            "nr",
            NextNumber,
            "number of the port; the next free one when absent"
        );
        All = [Backend, Name, Number];
    }

    public static VirtioPortProperties Console { get; } = new(ConsoleDriver);

    public static VirtioPortProperties Port { get; } = new(PortDriver);

    public string Driver { get; }

    public TextProperty Backend { get; }

    public TextProperty Name { get; }

    public NumberProperty<uint> Number { get; }

    public IReadOnlyList<DeviceProperty> All { get; }

    /// <summary>The properties of a driver by its name.</summary>
    public static VirtioPortProperties Of(string driver) => driver == ConsoleDriver ? Console : Port;
}
