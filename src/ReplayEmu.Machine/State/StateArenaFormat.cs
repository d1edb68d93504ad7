using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO.Hashing;
using System.Linq;

namespace ReplayEmu.Machine.State;

/// <summary>
/// A whole arena as one blob: <c>u32 magic, i32 sections, { text name, schema, bytes }, u64 XxHash64 of all before</c>. Each section
/// carries its schema, so that a later version can still read it.
/// </summary>
public static class StateArenaFormat
{
    private const uint Magic = 0x31415352; // "RSA1"
    private const int MaxSections = 4096;
    private const int MaxNameLength = 256;
    private const int HashSize = 8;

    public static byte[] Save(StateArena arena)
    {
        var output = new ArrayBufferWriter<byte>(arena.Used * 2);
        var writer = new StateWriter(output);
        writer.Int32(unchecked((int)Magic));
        writer.Int32(arena.Sections.Count);
        foreach (var section in arena.Sections)
        {
            writer.Text(section.Name);
            StateSchemaFormat.Write(output, section.Schema);
            writer.Bytes(arena.BytesOf(section));
        }

        Span<byte> hash = stackalloc byte[HashSize];
        BinaryPrimitives.WriteUInt64LittleEndian(hash, XxHash64.HashToUInt64(output.WrittenSpan));
        writer.Bytes(hash);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Replaces the arena's contents; on an error the arena is as it was.</summary>
    /// <exception cref="StateFormatException">Damaged, or it does not fit this machine; every misfit is named.</exception>
    public static void Restore(StateArena arena, ReadOnlySpan<byte> data, StateUpgrades upgrades)
    {
        var scratch = new byte[arena.Used];
        var problems = Convert(arena, data, upgrades, scratch);
        if (problems.Count > 0)
        {
            throw new StateFormatException("the saved state does not fit this machine: " + string.Join("; ", problems));
        }

        scratch.CopyTo(arena.Bytes);
    }

    /// <summary>Why a blob cannot be restored to this arena, one reason a section; empty when it can.</summary>
    /// <exception cref="StateFormatException">The blob is damaged.</exception>
    public static IReadOnlyList<string> Check(StateArena arena, ReadOnlySpan<byte> data, StateUpgrades upgrades) =>
        Convert(arena, data, upgrades, new byte[arena.Used]);

    private static List<string> Convert(
        StateArena arena,
        ReadOnlySpan<byte> data,
        StateUpgrades upgrades,
        Span<byte> scratch
    )
    {
        var problems = new List<string>();
        var missing = arena.Sections.Select(section => section.Name).ToList();
        var reader = new StateReader(Checked(data));
        reader.Take(sizeof(uint), "magic");
        var count = reader.Int32("number of sections", 0, MaxSections);
        for (var i = 0; i < count; i++)
        {
            var name = reader.Text("section name", MaxNameLength);
            var schema = StateSchemaFormat.Read(ref reader);
            var saved = reader.Take(schema.Size, $"section '{name}'");
            if (!missing.Remove(name))
            {
                problems.Add($"section '{name}' ({schema.Id}) is not of this machine");
                continue;
            }

            var section = arena.Sections.First(candidate => candidate.Name == name);
            try
            {
                upgrades.Convert(schema, saved, section.Schema, scratch.Slice(section.Offset, section.Schema.Size));
            }
            catch (StateFormatException misfit)
            {
                problems.Add($"section '{name}': {misfit.Message}");
            }
        }

        if (reader.Remaining != 0)
        {
            throw reader.Damaged($"{reader.Remaining} bytes too many");
        }

        problems.AddRange(missing.Select(name => $"section '{name}' is missing"));
        return problems;
    }

    /// <summary>The blob without its hash, after magic and hash were found right.</summary>
    private static ReadOnlySpan<byte> Checked(ReadOnlySpan<byte> data)
    {
        if (data.Length < sizeof(uint) + HashSize || BinaryPrimitives.ReadUInt32LittleEndian(data) != Magic)
        {
            throw new StateFormatException("this is not saved machine state");
        }

        var body = data[..^HashSize];
        return BinaryPrimitives.ReadUInt64LittleEndian(data[^HashSize..]) == XxHash64.HashToUInt64(body)
            ? body
            : throw new StateFormatException("saved state is damaged: its checksum is wrong");
    }
}
