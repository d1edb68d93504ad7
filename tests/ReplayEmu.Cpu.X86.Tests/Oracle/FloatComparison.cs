using System;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Iced.Intel;
using ReplayEmu.Cpu.X86.Flags;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>Runs floating-point and vector instructions on the host and in the interpreter and compares everything bit for bit.</summary>
internal sealed unsafe class FloatComparison : IDisposable
{
    private const uint CodeAddress = FlatGuest.HighAddress + 0x8000;
    private const int OperandBytes = 64;
    private readonly FloatProcessor host = new();
    private readonly FlatGuest guest = new(32);
    private readonly CaseRandom random;

    public FloatComparison(ulong seed)
    {
        random = new CaseRandom(seed);
        guest.State->Cr0 &= ~(Cr0Bits.Emulation | Cr0Bits.TaskSwitched);
        guest.State->Cr4 |= Cr4Bits.OsFxsr | Cr4Bits.OsXmmExceptions;
    }

    /// <summary>Cases run so far.</summary>
    public long Cases { get; private set; }

    /// <summary>One form of a code with a number of operand values; null, or what differed first.</summary>
    public string? Run(Code code, int values)
    {
        var form = new FloatForm(code, random);
        host.Load(form.Instruction);
        var end = guest.Assemble(CodeAddress, form.Instruction);
        Span<ulong> operand = stackalloc ulong[OperandBytes / 8];
        for (var i = 0; i < values; i++)
        {
            var before = FloatStart.Choose(code, random, operand);
            var bytes = MemoryMarshal.AsBytes(operand);
            bytes.CopyTo(host.Data);
            guest.Write(HostProcessor.DataAddress, bytes);
            Cases++;
            var expected = before;
            host.Run(ref expected);
            FloatStart.Put(guest.State, before);
            guest.State->Rip = CodeAddress;
            guest.Run();
            if (Compare(form, before, expected, end) is { } difference)
            {
                return $"{difference} memory {Convert.ToHexStringLower(bytes[..16])}";
            }
        }

        return null;
    }

    public void Dispose()
    {
        host.Dispose();
        guest.Dispose();
    }

    private string? Compare(FloatForm form, in FloatImage before, in FloatImage expected, uint end)
    {
        var state = guest.State;
        var actual = FloatStart.Get(state);
        var text = new StringBuilder();
        Check(text, "EIP", end, state->Rip);
        Check(text, "FCW", expected.Control, actual.Control);
        var near = Transcendental.Is(form.Instruction.Mnemonic);
        var compared = near ? ~Transcendental.RoundedUp : ~0;
        Check(text, "FSW", (ulong)(expected.Status & compared), (ulong)(actual.Status & compared));
        Check(text, "FTW", expected.Tags, actual.Tags);
        Check(text, "MXCSR", expected.Mxcsr, actual.Mxcsr);
        Check(text, "flags", expected.Flags & Eflag.Arithmetic, LazyFlags.Get(state));
        for (var i = 0; i < 8; i++)
        {
            var (highHost, highGuest) = (expected.St[(2 * i) + 1] & 0xffff, actual.St[(2 * i) + 1] & 0xffff);
            if (!near || !Transcendental.AreNear(highHost, expected.St[2 * i], highGuest, actual.St[2 * i]))
            {
                Check(text, $"ST{i} exponent", highHost, highGuest);
                Check(text, $"ST{i}", expected.St[2 * i], actual.St[2 * i]);
            }

            Check(text, $"XMM{i} low", expected.Xmm[2 * i], actual.Xmm[2 * i]);
            Check(text, $"XMM{i} high", expected.Xmm[(2 * i) + 1], actual.Xmm[(2 * i) + 1]);
            if (i != 4)
            {
                Check(text, (Register.EAX + i).ToString(), expected.Gpr[i], state->Gpr[i]);
            }
        }

        var data = guest.High[..OperandBytes];
        if (!data.SequenceEqual(host.Data[..OperandBytes]))
        {
            text.Append(CultureInfo.InvariantCulture, $" memory host {Convert.ToHexStringLower(host.Data[..16])}")
                .Append(CultureInfo.InvariantCulture, $" interpreter {Convert.ToHexStringLower(data[..16])};");
        }

        return text.Length == 0 ? null : $"{form.Instruction.Code} {form.Instruction}:{text} from {Show(form, before)}";
    }

    private static void Check(StringBuilder text, string what, ulong expected, ulong actual)
    {
        if (expected != actual)
        {
            text.Append(CultureInfo.InvariantCulture, $" {what} host {expected:x} interpreter {actual:x};");
        }
    }

    private static string Show(FloatForm form, in FloatImage image)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"FCW {image.Control:x} FSW {image.Status:x} FTW {image.Tags:x} MXCSR {image.Mxcsr:x}"
        );
        var isX87 = form.Instruction.Mnemonic.ToString()[0] == 'F';
        for (var i = 0; i < 8; i++)
        {
            _ = isX87
                ? text.Append(CultureInfo.InvariantCulture, $" ST{i} {image.St[(2 * i) + 1]:x}:{image.St[2 * i]:x}")
                : text.Append(
                        CultureInfo.InvariantCulture,
                        $" XMM{i} {image.Xmm[(2 * i) + 1]:x16}{image.Xmm[2 * i]:x16}"
                    )
                    .Append(CultureInfo.InvariantCulture, $" MM{i} {image.St[2 * i]:x16}");
        }

        return text.ToString();
    }
}
