using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ReplayEmu.Cpu.Power.Fuzz;
using ReplayEmu.Cpu.Power.Model;

var seed = 1UL;
var count = 100_000UL;
var batch = 4096;
var model = PowerModel.Power9;
var orders = new List<bool> { true, false };
string? only = null;
string? freeze = null;
for (var i = 0; i < args.Length; i++)
{
    string Value() => ++i < args.Length ? args[i] : throw new ArgumentException($"{args[i - 1]} needs a value");
    switch (args[i])
    {
        case "--seed":
            seed = ulong.Parse(Value(), CultureInfo.InvariantCulture);
            break;
        case "--cases":
            count = ulong.Parse(Value(), CultureInfo.InvariantCulture);
            break;
        case "--cpu":
            var name = Value();
            model = PowerModel.All.First(known => known.Name == name);
            break;
        case "--order":
            orders = [Value() == "little"];
            break;
        case "--only":
            only = Value();
            break;
        case "--freeze":
            freeze = Value();
            break;
        default:
            Console.Error.WriteLine(
                "power-fuzz [--seed N] [--cases N] [--cpu MODEL] [--order little|big] [--only NAME] [--freeze FILE]"
            );
            return 2;
    }
}

var failures = 0;
foreach (var little in orders)
{
    var campaign = new Campaign(model, little, seed, only);
    failures += campaign.Run(count / (ulong)orders.Count, batch, Console.Out);
    if (freeze != null)
    {
        campaign.Freeze(freeze);
    }
}

return failures == 0 ? 0 : 1;
