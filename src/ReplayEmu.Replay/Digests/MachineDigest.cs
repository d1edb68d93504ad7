using System.IO.Hashing;
using ReplayEmu.Machine;
using ReplayEmu.Trace.Records;

namespace ReplayEmu.Replay.Digests;

/// <summary>
/// Hashes the whole guest-visible state of a machine: every section of the arena and every memory block. Of memory only pages
/// written since the last digest are read again. One instance per machine, as it owns
/// <see cref="Machine.Memory.PageFlags.DirtySinceDigest"/>.
/// </summary>
public sealed class MachineDigest
{
    private readonly VirtualMachine machine;
    private readonly BlockHashes[] blocks;

    public MachineDigest(VirtualMachine machine)
    {
        this.machine = machine;
        blocks = new BlockHashes[machine.Blocks.Count];
        for (var i = 0; i < blocks.Length; i++)
        {
            blocks[i] = new BlockHashes(machine.Blocks[i]);
        }
    }

    /// <summary>The state between two calls of <see cref="VirtualMachine.Run"/>.</summary>
    /// <param name="outputHash">See <see cref="OutputHash"/>.</param>
    public DigestValue Compute(ulong outputHash)
    {
        var sections = new ulong[machine.Arena.Sections.Count];
        for (var i = 0; i < sections.Length; i++)
        {
            sections[i] = XxHash64.HashToUInt64(machine.Arena.BytesOf(machine.Arena.Sections[i]));
        }

        var memory = new ulong[blocks.Length];
        var cleared = false;
        for (var i = 0; i < memory.Length; i++)
        {
            memory[i] = blocks[i].Update(out var any);
            cleared |= any;
        }

        if (cleared)
        {
            foreach (var cpu in machine.Cpus)
            {
                cpu.RevokeWriteAccess();
            }
        }

        return new DigestValue(sections, memory, outputHash);
    }
}
