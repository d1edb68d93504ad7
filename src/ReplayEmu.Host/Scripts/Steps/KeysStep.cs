using System.Collections.Generic;
using ReplayEmu.Host.Scripts.Keys;

namespace ReplayEmu.Host.Scripts.Steps;

/// <summary><c>keys TEXT</c> and <c>sendkey KEYS</c>: on the PS/2 keyboard; each combination is pressed, held, and released.</summary>
internal sealed class KeysStep(IReadOnlyList<KeyCombination> combinations, ulong holdNanoseconds) : ScriptStep
{
    private const string Port = "kbd0";

    /// <summary>Of one combination: press, hold, release, rest.</summary>
    private const int Phases = 4;

    public override string Expectation => "pressing keys on the keyboard";

    public override void Prepare(ScriptContext context) =>
        context.NeedPort(Line, Port, "a machine with a PS/2 keyboard has it");

    public override StepResult Try(ScriptContext context)
    {
        while (context.Progress < combinations.Count * Phases)
        {
            var combination = combinations[context.Progress / Phases];
            switch (context.Progress % Phases)
            {
                case 0 or 2:
                    var codes = context.Progress % Phases == 0 ? combination.Press : combination.Release;
                    if (context.Room(Port) < codes.Length)
                    {
                        return StepResult.Waiting;
                    }

                    context.Progress++;
                    // Each key gets the whole of the limit.
                    context.Begun = context.Now;
                    return context.Deliver(Port, codes);
                default:
                    if (!context.Elapsed(holdNanoseconds))
                    {
                        return StepResult.Waiting;
                    }

                    context.Progress++;
                    break;
            }
        }

        return StepResult.Done;
    }
}
