using System;
using System.Collections.Generic;

namespace ReplayEmu.Machine.State;

/// <summary>The layout of one state struct: what makes a dump, a diff and an upgrade possible without reflection.</summary>
public sealed class StateSchema
{
    private readonly StateField[] fields;

    public StateSchema(string id, int version, int size, IReadOnlyList<StateField> fields)
    {
        Id = id;
        Version = version;
        Size = size;
        this.fields = [.. fields];
    }

    /// <summary>Stable section id.</summary>
    public string Id { get; }

    /// <summary>Section version, starting at 1.</summary>
    public int Version { get; }

    /// <summary>Bytes of the struct.</summary>
    public int Size { get; }

    /// <summary>Fields in offset order.</summary>
    public ReadOnlySpan<StateField> Fields => fields;

    /// <summary>Position of a field in <see cref="Fields"/>, or -1.</summary>
    public int IndexOf(string name)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (fields[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>True when the fields cover every byte of the struct exactly once.</summary>
    public bool IsPaddingFree
    {
        get
        {
            var next = 0;
            foreach (var item in fields)
            {
                if (item.Offset != next)
                {
                    return false;
                }

                next += item.Size;
            }

            return next == Size;
        }
    }

    /// <exception cref="ArgumentException">An image of this struct has another length.</exception>
    internal void CheckImage(int length)
    {
        if (length != Size)
        {
            throw new ArgumentException($"'{Id}' has {Size} bytes, not {length}");
        }
    }
}
