using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using ReplayEmu.Cpu.Power.Model;

namespace ReplayEmu.Cpu.Power.Fuzz;

/// <summary>
/// Cases with the oracle's answers in a file: GZip of records, each a byte order, a model, a word, the seed of the state, places and the
/// numbers that changed.
/// </summary>
internal static class FrozenVectors
{
    public static void Append(
        string path,
        PowerModel model,
        bool little,
        IReadOnlyList<(VectorCase Case, ulong[] Before, ulong[] After)> cases
    )
    {
        // A GZip file may have several members.
        using var file = new FileStream(path, FileMode.Append);
        using var packed = new GZipStream(file, CompressionLevel.SmallestSize);
        using var writer = new BinaryWriter(packed);
        foreach (var (item, before, after) in cases)
        {
            writer.Write(little);
            writer.Write(model.Name);
            writer.Write(item.Name);
            writer.Write(item.Word);
            writer.Write(item.Seed);
            writer.Write((byte)item.Places.Count);
            foreach (var (offset, value) in item.Places)
            {
                writer.Write((ushort)offset);
                writer.Write(value);
            }

            var changes = Enumerable
                .Range(0, VectorLayout.Size / 8)
                .Where(i => before[i] != after[i] && i * 8 is not (VectorLayout.Lr or VectorLayout.Ctr))
                .ToList();
            // Addresses depend on where the case is; a branch is judged by its path, and these two by what is not an address.
            changes = [.. changes.Where(i => i != VectorLayout.Code / 8 && i != (VectorLayout.Vscr / 8) + 1)];
            writer.Write((byte)changes.Count);
            foreach (var i in changes)
            {
                writer.Write((byte)i);
                writer.Write(after[i]);
            }
        }
    }

    public static IEnumerable<(bool Little, string Model, VectorCase Case, (int Index, ulong Value)[] Changes)> Read(
        Stream file
    )
    {
        using var packed = new GZipStream(file, CompressionMode.Decompress);
        using var all = new MemoryStream();
        packed.CopyTo(all);
        all.Position = 0;
        using var reader = new BinaryReader(all);
        while (all.Position < all.Length)
        {
            var little = reader.ReadBoolean();
            var model = reader.ReadString();
            var item = new VectorCase
            {
                Name = reader.ReadString(),
                Word = reader.ReadUInt32(),
                Seed = reader.ReadUInt64(),
            };
            for (var places = reader.ReadByte(); places > 0; places--)
            {
                item.Places.Add((reader.ReadUInt16(), reader.ReadUInt64()));
            }

            var changes = new (int, ulong)[reader.ReadByte()];
            for (var i = 0; i < changes.Length; i++)
            {
                changes[i] = (reader.ReadByte(), reader.ReadUInt64());
            }

            yield return (little, model, item, changes);
        }
    }
}
