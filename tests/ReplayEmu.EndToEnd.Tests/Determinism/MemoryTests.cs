using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using Iced.Intel;
using NUnit.Framework;
using ReplayEmu.EndToEnd.Tests.Rig;
using static Iced.Intel.AssemblerRegisters;

namespace ReplayEmu.EndToEnd.Tests.Determinism;

/// <summary>Host memory stays within guest RAM and a constant, however long the trace becomes.</summary>
[Category("Slow")]
public sealed class MemoryTests
{
    private const int GuestMiB = 32;
    private const long Limit = (GuestMiB + 150L) << 20;
    private static readonly Dictionary<string, string> none = [];

    [Test]
    public async Task Two_hundred_million_instructions() =>
        Assert.That(await Peak("-bios", "builtin:bench"), Is.LessThan(Limit));

    [Test]
    public async Task Four_million_interactions()
    {
        using var folder = new TemporaryFolder();
        Assert.That(await Peak("-bios", folder.Write("ports.rom", PortReader())), Is.LessThan(Limit));
    }

    private static async Task<long> Peak(params string[] guest)
    {
        using var folder = new TemporaryFolder();
        var memory = $"{GuestMiB}";
        var run = await ChildProcess.Run(
            folder.Path,
            none,
            ["record", "-nodefaults", "-m", memory, "-device", "isa-debug-exit", .. guest, "-o", "t.rtrace"]
        );
        Assert.That(run.Code, Is.LessThan(2), run.Error);
        return run.PeakBytes;
    }

    /// <summary>A ROM that reads the timer's port 4,000,000 times: counts differ, so the trace does not compress to nothing.</summary>
    private static byte[] PortReader()
    {
        var code = new Assembler(16);
        var loop = code.CreateLabel();
        code.mov(ecx, 4_000_000);
        code.Label(ref loop);
        code.@in(al, 0x40);
        code.dec(ecx);
        code.jne(loop);
        code.mov(dx, 0x501);
        code.xor(ax, ax);
        code.@out(dx, al);
        code.hlt();
        using var bytes = new MemoryStream();
        code.Assemble(new StreamCodeWriter(bytes), 0);
        var rom = new byte[1 << 16];
        bytes.ToArray().CopyTo(rom, 0);
        // The reset vector, F000:FFF0: a far jump to F000:0000.
        byte[] vector = [0xea, 0x00, 0x00, 0x00, 0xf0];
        vector.CopyTo(rom, 0xfff0);
        return rom;
    }
}
