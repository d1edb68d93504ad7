using System;
using System.Globalization;
using System.Text;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>Runs instructions on the host and in the interpreter and compares registers, flags and memory.</summary>
internal sealed unsafe class Comparison : IDisposable
{
    private const uint CodeAddress = FlatGuest.HighAddress + 0x8000;
    private readonly HostProcessor host = new();
    private readonly FlatGuest guest = new(32);
    private readonly CaseRandom random;

    public Comparison(ulong seed)
    {
        random = new CaseRandom(seed);
        var data = host.Data;
        for (var i = 0; i < data.Length; i++)
        {
            // Half of it from a small alphabet, so that string comparisons find runs.
            data[i] = (byte)(random.OneIn(2) ? random.Next() : 0);
        }

        guest.Write(HostProcessor.DataAddress, data);
    }

    /// <summary>Cases run so far.</summary>
    public long Cases { get; private set; }

    /// <summary>Flags that the manual leaves undefined and that differed, for information.</summary>
    public uint UndefinedDifferences { get; private set; }

    /// <summary>One form of a code with a number of operand values; null, or what differed.</summary>
    public string? Run(Code code, int values)
    {
        var form = new InstructionForm(code, random);
        host.Load(form.Instruction);
        var end = guest.Assemble(CodeAddress, form.Instruction);
        UndefinedDifferences = 0;
        for (var i = 0; i < values; i++)
        {
            RegisterFile before;
            if (!OperandValues.Choose(form, random, host.Data, &before))
            {
                continue;
            }

            Cases++;
            var expected = before;
            host.Run(&expected);
            var whole = random.OneIn(2);
            RunGuest(form, before, whole, end);
            if (Compare(form, before, expected, end) is { } difference)
            {
                // Later cases start from equal memory again.
                guest.Write(HostProcessor.DataAddress, host.Data);
                return difference;
            }
        }

        return null;
    }

    public void Dispose()
    {
        host.Dispose();
        guest.Dispose();
    }

    /// <param name="whole">All iterations of a repeated instruction in one run; otherwise tick by tick.</param>
    private void RunGuest(InstructionForm form, in RegisterFile before, bool whole, uint end)
    {
        var state = guest.State;
        for (var i = 0; i < 8; i++)
        {
            state->Gpr[i] = before.Gpr[i];
        }

        LazyFlags.Set(state, (uint)before.Flags);
        state->Eflags = (state->Eflags & ~Eflag.Direction) | ((uint)before.Flags & Eflag.Direction);
        state->Rip = CodeAddress;
        var count = form.IsRepeated ? before.Gpr[1] : 1;
        var compares =
            form.Mnemonic is >= Mnemonic.Cmpsb and <= Mnemonic.Cmpsw or >= Mnemonic.Scasb and <= Mnemonic.Scasw;
        if (whole && !compares && count > 0)
        {
            guest.Run(count);
            return;
        }

        for (var i = 0UL; i <= count && state->Rip != end; i++)
        {
            guest.Run();
        }
    }

    private string? Compare(InstructionForm form, in RegisterFile before, in RegisterFile expected, uint end)
    {
        var state = guest.State;
        var count = OperandValues.MaskedCount(form, before);
        var undefined = UndefinedFlags.Of(form.Mnemonic, form.Width, count);
        var flags = LazyFlags.Get(state) | (state->Eflags & Eflag.Direction);
        var differing = (flags ^ (uint)expected.Flags) & (Eflag.Arithmetic | Eflag.Direction);
        UndefinedDifferences |= differing & undefined;
        var text = new StringBuilder();
        if (state->Rip != end)
        {
            Difference(text, "EIP", end, state->Rip);
        }

        for (var i = 0; i < 8; i++)
        {
            if (i != 4 && state->Gpr[i] != expected.Gpr[i])
            {
                Difference(text, (Register.EAX + i).ToString(), expected.Gpr[i], state->Gpr[i]);
            }
        }

        if ((differing & ~undefined) != 0)
        {
            Difference(text, "flags", expected.Flags & ~undefined & Eflag.Arithmetic, flags & ~undefined);
        }

        var data = guest.High[..HostProcessor.DataSize];
        var same = data.CommonPrefixLength(host.Data);
        if (same != data.Length)
        {
            Difference(text, $"byte {HostProcessor.DataAddress + (uint)same:x}", host.Data[same], data[same]);
        }

        return text.Length == 0 ? null : $"{form.Instruction.Code} {form.Instruction} from {Show(before)}:{text}";
    }

    private static void Difference(StringBuilder text, string what, ulong expected, ulong actual) =>
        text.Append(CultureInfo.InvariantCulture, $" {what} host {expected:x} interpreter {actual:x};");

    private static string Show(in RegisterFile registers)
    {
        var text = new StringBuilder();
        for (var i = 0; i < 8; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{registers.Gpr[i]:x} ");
        }

        return text.Append(CultureInfo.InvariantCulture, $"flags {registers.Flags:x}").ToString();
    }
}
