using System;
using ReplayEmu.Cpu.X86.Mmu;
using ReplayEmu.Cpu.X86.State;

namespace ReplayEmu.Cpu.X86;

/// <content>
/// Writes to data in a page that also holds code: stacks and variables of firmware, boot loaders and small kernels. The page's
/// decoded instructions stay as long as no write touches one of the 64-byte pieces that hold them.
/// </content>
public sealed unsafe partial class X86Cpu
{
    /// <summary>Where to write when nothing is to be kept up but decoded instructions, and the bytes are none; otherwise null.</summary>
    private byte* BesideCode(int segment, ulong ea, int size)
    {
        var register = X86State.Segment(State, segment);
        var linear = register->Base + ea;
        var entry = Tlb + TlbEntry.IndexOf(linear);
        if (ea + (ulong)size > register->WriteSize || linear - entry->BesideCodeTag > 4096UL - (ulong)size)
        {
            return null;
        }

        var host = entry->Addend + linear;
        return cache.IsCode((byte*)(host & ~0xfffUL), (int)(host & 0xfff), size) ? null : (byte*)host;
    }

    private static void Store(byte* host, int size, ulong value) =>
        new ReadOnlySpan<byte>(&value, size).CopyTo(new Span<byte>(host, size));
}
