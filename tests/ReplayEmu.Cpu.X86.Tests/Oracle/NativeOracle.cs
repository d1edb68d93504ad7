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
            var wrong = RunGuest(guest, form, random.OneIn(2), ref actual);
            IgnoredMemory.Copy(form.Info.Code, start.Target - OracleMemory.Base, host.Data, guest.Data);
            var undefined = UndefinedFlags.Of(form.Mnemonic, form.Width, start.MaskedCount(before));
            Normalize(ref expected, form, undefined);
            Normalize(ref actual, form, undefined);
            if (wrong != null || !Same(form, expected, actual) || !host.Data.SequenceEqual(guest.Data))
            {
                var text = Difference.Show(form, before, expected, actual, host.Data, guest.Data, start.Target);
                Drop(bitness);
                return $"{wrong} {text}";
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

    /// <summary>Whether what is left of two normalized images is the same.</summary>
    public static bool Same(Form form, in CpuImage expected, in CpuImage actual) =>
        expected.Pieces().SequenceEqual(actual.Pieces())
        || (Transcendental.Is(form.Mnemonic) && Transcendental.AreNear(expected, actual));

    /// <summary>Takes away what is not compared: instruction pointers of the x87, what a mode does not have, undefined flags.</summary>
    public static unsafe void Normalize(ref CpuImage image, Form form, uint undefined)
    {
        var bitness = form.Bitness;
        (image.Reserved, image.Opcode, image.Ip, image.Dp, image.MxcsrMask) = (0, 0, 0, 0, 0);
        for (var i = 0; i < 8; i++)
        {
            image.St[(2 * i) + 1] &= 0xffff;
        }

        for (var i = 0; i < 12; i++)
        {
            image.Rest[i] = 0;
        }

        for (var i = 0; i < 16 && bitness == 32; i++)
        {
            image.Gpr[i] = i < 8 ? (uint)image.Gpr[i] : 0;
        }

        for (var i = 16; i < 32 && bitness == 32; i++)
        {
            image.Xmm[i] = 0;
        }

        if (form.Info.Code == Code.Cmpxchg_rm32_r32 && !form.HasMemory)
        {
            // When it does not exchange, Intel's processors write the destination and so clear its upper half (SDM volume 2,
            // CMPXCHG: DEST := TEMP), AMD's leave it alone.
            ref var destination = ref image.Gpr[Form.NumberOf(form.Instruction.Op0Register)];
            destination = (image.Flags & State.Eflag.Zero) == 0 ? (uint)destination : destination;
        }

        image.Flags &= (State.Eflag.Arithmetic | State.Eflag.Direction) & ~undefined;
    }

    /// <summary>Runs a guest from an image to the image that it leaves.</summary>
    public static unsafe string? RunGuest(GuestCpu guest, Form form, bool whole, ref CpuImage image)
    {
        if (!form.IsRepeated)
        {
            return guest.Run(ref image, form.Bytes.Length, 1, whole: true);
        }

        var compares = form.Info.CanUseRepnePrefix;
        var count = Math.Max(1, image.Gpr[1]);
        return guest.Run(ref image, form.Bytes.Length, count, whole && !compares);
    }

    private GuestCpu Guest(int bitness) => bitness == 64 ? guest64 ??= new GuestCpu(64) : guest32 ??= new GuestCpu(32);

    /// <summary>After a difference a guest may be anywhere.</summary>
    private void Drop(int bitness)
    {
        Guest(bitness).Dispose();
        _ = bitness == 64 ? guest64 = null : guest32 = null;
    }
}
