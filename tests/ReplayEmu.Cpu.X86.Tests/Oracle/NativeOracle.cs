using System;
using Iced.Intel;

namespace ReplayEmu.Cpu.X86.Tests.Oracle;

/// <summary>Runs instructions on the host and in the interpreter and compares registers, flags and memory bit for bit.</summary>
internal sealed class NativeOracle : IDisposable
{
    private readonly HostCpu host = new();
    private GuestCpu? guest32;
    private GuestCpu? guest64;

    /// <summary>Cases run so far.</summary>
    public long Cases { get; private set; }

    /// <summary>One form of a code with a number of operand values; null, or what differed first.</summary>
    public string? Run(Code code, int bitness, ulong seed, int values)
    {
        var random = new CaseRandom(seed);
        var form = new Form(code, bitness, random);
        var start = new CaseStart(form, random);
        var guest = Guest(bitness);
        var before = default(CpuImage);
        start.Fill(host.Data, ref before);
        host.Load(form.Bytes, bitness);
        guest.Load(form.Bytes);
        for (var i = 0; i < values; i++)
        {
            if (!start.Choose(host.Data, ref before))
            {
                continue;
            }

            Cases++;
            host.Data.CopyTo(guest.Data);
            var expected = before;
            host.Run(ref expected, bitness);
            var actual = before;
            var wrong = guest.Run(ref actual, form.Instruction, form.Bytes.Length, random.OneIn(2));
            IgnoredMemory.Copy(form.Info.Code, start.Target - OracleMemory.Base, host.Data, guest.Data);
            var undefined = UndefinedFlags.Of(form.Mnemonic, form.Width, start.MaskedCount(before));
            Comparable.Normalize(ref expected, form.Instruction, bitness, undefined);
            Comparable.Normalize(ref actual, form.Instruction, bitness, undefined);
            if (
                wrong != null
                || !Comparable.AreSame(form.Mnemonic, expected, actual)
                || !host.Data.SequenceEqual(guest.Data)
            )
            {
                var text = Difference.Show(
                    form.Instruction,
                    before,
                    expected,
                    actual,
                    host.Data,
                    guest.Data,
                    start.Target
                );
                Drop(bitness);
                return $"{wrong} {text} ({bitness} bits, {Convert.ToHexStringLower(form.Bytes)})";
            }
        }

        return null;
    }

    public void Dispose()
    {
        host.Dispose();
        guest32?.Dispose();
        guest64?.Dispose();
    }

    private GuestCpu Guest(int bitness) => bitness == 64 ? guest64 ??= new GuestCpu(64) : guest32 ??= new GuestCpu(32);

    /// <summary>After a difference a guest may be anywhere.</summary>
    private void Drop(int bitness)
    {
        Guest(bitness).Dispose();
        _ = bitness == 64 ? guest64 = null : guest32 = null;
    }
}
