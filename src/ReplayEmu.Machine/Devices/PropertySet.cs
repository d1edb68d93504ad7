using System.Collections.Generic;
using System.Linq;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Machine.Devices;

/// <summary>
/// The resolved properties of one device: defaults, then the rows of the machine version (newest to oldest), then
/// <c>-global</c>, then <c>-device</c>; the later wins.
/// </summary>
public sealed class PropertySet
{
    private readonly string driver;
    private readonly SortedDictionary<string, DeviceProperty> known = new(System.StringComparer.Ordinal);
    private readonly SortedDictionary<string, object> values = new(System.StringComparer.Ordinal);

    public PropertySet(string driver, IEnumerable<DeviceProperty> properties)
    {
        this.driver = driver;
        foreach (var property in properties)
        {
            known.Add(property.Name, property);
            values[property.Name] = property.DefaultValue;
        }
    }

    /// <summary>QEMU's name of the device, for example <c>virtio-blk-pci</c>.</summary>
    public string Driver => driver;

    public T Get<T>(DeviceProperty<T> property)
        where T : notnull => (T)values[property.Name];

    /// <summary>Applies a version row if it is about one of this device's properties.</summary>
    public void Apply(PropertyRow row)
    {
        if (known.TryGetValue(row.Property.Name, out var property) && ReferenceEquals(property, row.Property))
        {
            values[property.Name] = row.Value;
        }
    }

    /// <summary>Applies a <c>-global</c> if it is about this device, or about a base type of it that has the property.</summary>
    /// <exception cref="ConfigurationException">Unknown property of this device, or bad value.</exception>
    public void Apply(GlobalProperty global)
    {
        if (
            global.Driver == driver
            || (known.TryGetValue(global.Name, out var property) && property.Driver == global.Driver)
        )
        {
            Set(global.Name, global.Value);
        }
    }

    /// <summary>Applies a value from the command line.</summary>
    /// <exception cref="ConfigurationException">Unknown property (the nearest known is named) or bad value.</exception>
    public void Set(string name, string text)
    {
        if (!known.TryGetValue(name, out var property))
        {
            throw new ConfigurationException(
                $"device '{driver}' has no property '{name}'{NearestName.Hint(name, known.Keys.AsEnumerable())}"
            );
        }

        values[name] = property.Parse(text);
    }
}
