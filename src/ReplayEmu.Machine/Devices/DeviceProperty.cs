using System;
using System.Collections.Generic;
using System.Globalization;
using System.Numerics;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Machine.Devices;

/// <summary>A property of a device driver under QEMU's name: what <c>-device</c>, <c>-global</c> and version rows set.</summary>
public abstract class DeviceProperty(string driver, string name, string description)
{
    /// <summary>Driver that declares it, for example <c>virtio-balloon-pci</c>.</summary>
    public string Driver { get; } = driver;

    public string Name { get; } = name;

    public string Description { get; } = description;

    /// <summary>Default as the command line would write it.</summary>
    public string DefaultText => Format(DefaultValue);

    /// <summary>Parses a command-line value to the property's type.</summary>
    /// <exception cref="ConfigurationException">Not a value of this property.</exception>
    public abstract object Parse(string text);

    /// <summary>A value of the property's type as the command line would write it.</summary>
    public abstract string Format(object value);

    public abstract object DefaultValue { get; }

    protected ConfigurationException Bad(string text, string expected) =>
        new($"{Driver}.{Name}: '{text}' is not {expected}");
}

/// <summary>A typed property. Rows of machine versions are written <c>ClassCode.Was(0x0500)</c>.</summary>
public abstract class DeviceProperty<T>(string driver, string name, T defaultValue, string description)
    : DeviceProperty(driver, name, description)
    where T : notnull
{
    public T Default { get; } = defaultValue;

    public override object DefaultValue => Default;

    /// <summary>A row of a machine version: up to this version the property had another value.</summary>
    public PropertyRow Was(T value) => new(this, value);
}

/// <summary>What a property was up to a machine version.</summary>
public sealed record PropertyRow(DeviceProperty Property, object Value);

/// <summary>An unsigned number, decimal or 0x hexadecimal, within the range of its type and the given maximum.</summary>
public sealed class NumberProperty<T>(string driver, string name, T defaultValue, string description, T? maximum = null)
    : DeviceProperty<T>(driver, name, defaultValue, description)
    where T : struct, IBinaryInteger<T>, IUnsignedNumber<T>, IMinMaxValue<T>
{
    private readonly T maximum = maximum ?? T.MaxValue;

    public override string Format(object value) => "0x" + ((T)value).ToString("x", CultureInfo.InvariantCulture);

    public override object Parse(string text)
    {
        var hex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        var style = hex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        return
            T.TryParse(hex ? text[2..] : text, style, CultureInfo.InvariantCulture, out var value) && value <= maximum
            ? value
            : throw Bad(text, $"a number from 0 to 0x{maximum.ToString("x", CultureInfo.InvariantCulture)}");
    }
}

/// <summary><c>on</c> or <c>off</c> (also <c>yes/no</c>, <c>true/false</c>).</summary>
public sealed class SwitchProperty(string driver, string name, bool defaultValue, string description)
    : DeviceProperty<bool>(driver, name, defaultValue, description)
{
    public override string Format(object value) => (bool)value ? "on" : "off";

    public override object Parse(string text) =>
        text switch
        {
            "on" or "yes" or "true" or "y" => true,
            "off" or "no" or "false" or "n" => false,
            _ => throw Bad(text, "on or off"),
        };
}

/// <summary>One of a few words.</summary>
public sealed class ChoiceProperty(
    string driver,
    string name,
    string defaultValue,
    IReadOnlyList<string> choices,
    string description
) : DeviceProperty<string>(driver, name, defaultValue, description)
{
    public override string Format(object value) => (string)value;

    public override object Parse(string text)
    {
        foreach (var choice in choices)
        {
            if (choice == text)
            {
                return choice;
            }
        }

        throw Bad(text, $"one of: {string.Join(", ", choices)}");
    }
}

/// <summary>Free text.</summary>
public sealed class TextProperty(string driver, string name, string defaultValue, string description)
    : DeviceProperty<string>(driver, name, defaultValue, description)
{
    public override string Format(object value) => (string)value;

    public override object Parse(string text) => text;
}

/// <summary>A PCI address on its bus, <c>slot</c> or <c>slot.function</c> in hexadecimal; -1 is "next free".</summary>
public sealed class PciAddressProperty(string driver)
    : DeviceProperty<int>(driver, "addr", -1, "slot[.function], hexadecimal; next free slot when absent")
{
    public override string Format(object value) =>
        (int)value < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"0x{(int)value >> 3:x}.{(int)value & 7:x}");

    public override object Parse(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        var slotText = dot < 0 ? text : text[..dot];
        slotText = slotText.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? slotText[2..] : slotText;
        var functionText = dot < 0 ? "0" : text[(dot + 1)..];
        return
            int.TryParse(slotText, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var slot)
            && int.TryParse(
                functionText,
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out var function
            )
            && slot is >= 0 and < 32
            && function is >= 0 and < 8
            ? (slot << 3) | function
            : throw Bad(text, "a PCI slot from 0 to 1f with an optional function from 0 to 7");
    }
}
