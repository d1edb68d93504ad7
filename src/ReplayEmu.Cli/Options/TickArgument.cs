using System.Globalization;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Cli.Options;

/// <summary>The argument of <c>-icount shift=N</c>: 2^N guest nanoseconds an instruction.</summary>
public static class TickArgument
{
    /// <returns>Nanoseconds a tick.</returns>
    /// <exception cref="ConfigurationException">Not a shift from 0 to 10.</exception>
    public static uint Parse(string text)
    {
        uint? nanoseconds = null;
        foreach (var item in CommaList.Parse("-icount", text, first: "shift"))
        {
            switch (item.Name)
            {
                case "shift"
                    when uint.TryParse(item.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var shift)
                        && shift <= 10:
                    nanoseconds = 1U << (int)shift;
                    break;
                // Without sleeping and aligning is how this emulator always runs.
                case "sleep" or "align" when item.Value == "off":
                    break;
                default:
                    throw new ConfigurationException(
                        $"-icount {item.Name}={item.Value} is not available; use shift=0 to shift=10"
                    );
            }
        }

        return nanoseconds ?? throw new ConfigurationException($"-icount '{text}': no shift=N");
    }
}
