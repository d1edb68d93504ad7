using System.Linq;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Cli.Options;

/// <summary>The arguments of <c>-device</c> and <c>-global</c>.</summary>
public static class DeviceArgument
{
    /// <exception cref="ConfigurationException">No driver.</exception>
    public static DeviceConfig ParseDevice(string text)
    {
        var items = CommaList.Parse("-device", text, first: "driver");
        var driver = items.FirstOrDefault(item => item.Name == "driver")?.Value;
        return string.IsNullOrEmpty(driver)
            ? throw new ConfigurationException($"-device '{text}': no driver; see 'replayemu machines'")
            : new DeviceConfig(driver, [.. items.Where(item => item.Name != "driver")]);
    }

    /// <summary><c>driver.property=value</c> or <c>driver=…,property=…,value=…</c>.</summary>
    /// <exception cref="ConfigurationException">Neither form.</exception>
    public static GlobalProperty ParseGlobal(string text)
    {
        var equals = text.IndexOf('=', System.StringComparison.Ordinal);
        var dot = equals < 0 ? -1 : text.LastIndexOf('.', equals);
        if (dot > 0 && dot + 1 < equals)
        {
            return new GlobalProperty(text[..dot], text[(dot + 1)..equals], text[(equals + 1)..]);
        }

        var items = CommaList.Parse("-global", text);
        string? Value(string name) => items.FirstOrDefault(item => item.Name == name)?.Value;
        return Value("driver") is { } driver && Value("property") is { } property && Value("value") is { } value
            ? new GlobalProperty(driver, property, value)
            : throw new ConfigurationException($"-global '{text}': write it as driver.property=value");
    }
}
