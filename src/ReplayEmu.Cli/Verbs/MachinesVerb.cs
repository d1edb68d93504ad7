using System.CommandLine;
using System.Linq;
using System.Text.Json;
using ReplayEmu.Cli.Reports;
using ReplayEmu.Machine.Configuration;

namespace ReplayEmu.Cli.Verbs;

/// <summary><c>replayemu machines</c></summary>
internal static class MachinesVerb
{
    public static Command Create(CliContext context)
    {
        var device = new Option<string>("--device")
        {
            HelpName = "DRIVER",
            Description = "list the properties of one device",
        };
        var json = new Option<bool>("--json")
        {
            Description = "write JSON: machine types, and all devices with properties",
        };
        var command = new Command("machines", "Lists machine types and the devices that can be added.")
        {
            device,
            json,
        };
        command.SetAction(parsed => (int)Run(context, parsed.GetValue(device), parsed.GetValue(json)));
        return command;
    }

    private static ExitCode Run(CliContext context, string? driver, bool json)
    {
        var devices = context.Catalogue.DeviceTypes;
        if (driver is not null)
        {
            devices = [Find(context.Catalogue, driver)];
        }

        if (json)
        {
            var report = MachinesReport.Of(driver is null ? context.Catalogue.Types : [], devices);
            context.Standard.Out.WriteLine(JsonSerializer.Serialize(report, MachinesJson.Default.MachinesReport));
        }
        else if (driver is null)
        {
            ListAll(context);
        }
        else
        {
            ListProperties(context, devices[0]);
        }

        return ExitCode.Ok;
    }

    private static DeviceTypeInfo Find(IMachineCatalogue catalogue, string driver) =>
        catalogue.DeviceTypes.FirstOrDefault(type => type.Driver == driver)
        ?? throw new ConfigurationException(
            $"unknown device '{driver}'{NearestName.Hint(driver, catalogue.DeviceTypes.Select(type => type.Driver))}"
        );

    private static void ListAll(CliContext context)
    {
        var output = context.Standard.Out;
        Tables.Write(
            output,
            ["machine", "alias", "released", "description"],
            context.Catalogue.Types.Select(type =>
                (string[])[type.Name, type.Alias ?? "", type.Released ? "yes" : "no", type.Description]
            )
        );
        output.WriteLine();
        Tables.Write(
            output,
            ["-device", "description"],
            context.Catalogue.DeviceTypes.Select(type => (string[])[type.Driver, type.Description])
        );
        output.WriteLine();
        output.WriteLine("'replayemu machines --device DRIVER' lists the properties of a device.");
    }

    private static void ListProperties(CliContext context, DeviceTypeInfo device)
    {
        context.Standard.Out.WriteLine($"{device.Driver}: {device.Description}");
        Tables.Write(
            context.Standard.Out,
            ["property", "default", "description"],
            device.Properties.Select(property => (string[])[property.Name, property.DefaultText, property.Description])
        );
    }
}
