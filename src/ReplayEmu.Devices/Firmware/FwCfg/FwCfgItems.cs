using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;
using ReplayEmu.Machine.Configuration;
using static ReplayEmu.Devices.Firmware.FwCfg.FwCfgKeys;

namespace ReplayEmu.Devices.Firmware.FwCfg;

/// <summary>The contents: items by key and files by name. Filled while the machine is built, immutable afterwards.</summary>
public sealed class FwCfgItems(FwCfgOptions options)
{
    private readonly ReadOnlyMemory<byte>?[] fixedItems = new ReadOnlyMemory<byte>?[FixedItems];
    private readonly ReadOnlyMemory<byte>?[] localItems = new ReadOnlyMemory<byte>?[FixedItems];
    private readonly List<(string Name, ReadOnlyMemory<byte> Data)> files = [];
    private byte[]? directory;

    /// <summary>Files in the order of their keys.</summary>
    public IReadOnlyList<(string Name, ReadOnlyMemory<byte> Data)> Files => files;

    /// <summary>Sets the contents of a key below 0x20, or from 0x8000 to 0x801F. A later value replaces an earlier one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not such a key.</exception>
    public void AddKey(ushort key, ReadOnlyMemory<byte> data)
    {
        var table = (key & LocalBit) != 0 ? localItems : fixedItems;
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(key & ~LocalBit, FixedItems, nameof(key));
        table[key & ~LocalBit] = data;
    }

    /// <summary>A 16-bit number, little-endian.</summary>
    public void AddKey(ushort key, ushort value)
    {
        var data = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(data, value);
        AddKey(key, data);
    }

    /// <summary>A 32-bit number, little-endian.</summary>
    public void AddKey(ushort key, uint value)
    {
        var data = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(data, value);
        AddKey(key, data);
    }

    /// <summary>A 64-bit number, little-endian.</summary>
    public void AddKey(ushort key, ulong value)
    {
        var data = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(data, value);
        AddKey(key, data);
    }

    /// <summary>Adds a file, for example <c>etc/e820</c>.</summary>
    /// <exception cref="ConfigurationException">The name is taken, empty, longer than 55 bytes or not ASCII, or no slot is left.</exception>
    public void AddFile(string name, ReadOnlyMemory<byte> data)
    {
        if (name.Length is 0 or >= NameBytes || !Ascii.IsValid(name) || name.Contains('\0', StringComparison.Ordinal))
        {
            throw new ConfigurationException($"fw_cfg file name '{name}' is not 1 to {NameBytes - 1} ASCII characters");
        }

        if (files.Count == options.FileSlots)
        {
            throw new ConfigurationException($"fw_cfg file '{name}': all {options.FileSlots} slots are taken");
        }

        var index = files.Count;
        for (var i = files.Count - 1; i >= 0; i--)
        {
            var order = string.CompareOrdinal(name, files[i].Name);
            if (order == 0)
            {
                throw new ConfigurationException($"fw_cfg file '{name}' is there already");
            }

            index = options.SortFiles && order < 0 ? i : index;
        }

        files.Insert(index, (name, data));
        directory = null;
    }

    /// <summary>The contents of a key; empty when there is none.</summary>
    public ReadOnlySpan<byte> Find(ushort key)
    {
        var index = key & ~(LocalBit | WriteChannelBit);
        if ((key & LocalBit) != 0)
        {
            return index < FixedItems ? (localItems[index] ?? default).Span : [];
        }

        if (index == FileDirectory)
        {
            return directory ??= BuildDirectory();
        }

        return index < FixedItems ? (fixedItems[index] ?? default).Span
            : index - FirstFile < files.Count ? files[index - FirstFile].Data.Span
            : [];
    }

    /// <summary>Whether a key was added, be it empty.</summary>
    public bool Has(ushort key) =>
        (key & LocalBit) != 0 ? localItems[key & ~LocalBit] is not null : fixedItems[key] is not null;

    /// <summary>Count, then for each file size, key, reserved and name; big-endian. Slots that are free read as zeros.</summary>
    private byte[] BuildDirectory()
    {
        var entry = 8 + NameBytes;
        var result = new byte[4 + options.FileSlots * entry];
        BinaryPrimitives.WriteUInt32BigEndian(result, (uint)files.Count);
        for (var i = 0; i < files.Count; i++)
        {
            var target = result.AsSpan(4 + i * entry, entry);
            BinaryPrimitives.WriteUInt32BigEndian(target, (uint)files[i].Data.Length);
            BinaryPrimitives.WriteUInt16BigEndian(target[4..], (ushort)(FirstFile + i));
            Encoding.ASCII.GetBytes(files[i].Name, target[8..]);
        }

        return result;
    }
}
