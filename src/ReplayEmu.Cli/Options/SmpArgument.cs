using System.Globalization;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Cli.Options;

/// <summary>The argument of <c>-smp</c>.</summary>
public static class SmpArgument
{
    /// <exception cref="ConfigurationException">Not numbers of CPUs, or parts that do not exist.</exception>
    public static SmpConfig Parse(string text)
    {
        var smp = new SmpConfig { Cpus = 0 };
        var maximum = 0;
        foreach (var (name, value) in CommaList.Parse("-smp", text, first: "cpus"))
        {
            var number = Count(text, value);
            switch (name)
            {
                case "cpus":
                    smp = smp with { Cpus = number };
                    break;
                case "sockets":
                    smp = smp with { Sockets = number };
                    break;
                case "cores":
                    smp = smp with { Cores = number };
                    break;
                case "threads":
                    smp = smp with { Threads = number };
                    break;
                case "quantum":
                    smp = smp with { Quantum = (uint)number };
                    break;
                case "dies" or "clusters" when number == 1:
                    break;
                case "maxcpus":
                    maximum = number;
                    break;
                default:
                    throw new ConfigurationException(
                        $"-smp {name}={value} is not available; there are cpus, sockets, cores, threads and quantum"
                    );
            }
        }

        return maximum == 0 || maximum == smp.Cpus
            ? smp
            : throw new ConfigurationException($"-smp maxcpus={maximum}: CPUs cannot be added to a running machine");
    }

    private static int Count(string text, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new ConfigurationException($"-smp '{text}': '{value}' is not a positive number");
}
