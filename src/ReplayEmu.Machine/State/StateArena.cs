using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ReplayEmu.Machine.State;

/// <summary>
/// One native, zeroed, 64-byte-aligned block that holds every state struct of a machine, so that a checkpoint is one copy.
/// Sections are added while the machine is built and never move.
/// </summary>
public sealed unsafe class StateArena : IDisposable
{
    private const int Alignment = 64;
    private readonly List<StateSection> sections = [];
    private byte* allocation;
    private byte* memory;

    /// <param name="capacity">Bytes reserved; only touched pages cost host memory.</param>
    public StateArena(int capacity = 4 << 20)
    {
        Capacity = capacity;
        // Aligned by hand: an aligned allocation would have to be cleared and with that made resident.
        allocation = (byte*)NativeMemory.AllocZeroed((nuint)capacity + Alignment);
        memory = (byte*)(((nuint)allocation + Alignment - 1) & ~(nuint)(Alignment - 1));
    }

    ~StateArena() => Free();

    /// <summary>Bytes reserved.</summary>
    public int Capacity { get; }

    /// <summary>Bytes used, a multiple of 64.</summary>
    public int Used { get; private set; }

    /// <summary>Sections in the order they were added, which is the order in the digest and on disk.</summary>
    public IReadOnlyList<StateSection> Sections => sections;

    /// <summary>The whole used arena.</summary>
    public Span<byte> Bytes => new(memory, Used);

    /// <summary>Adds a zeroed section and returns where it lives for the arena's whole life.</summary>
    /// <param name="name">Instance name, unique in the arena, for example <c>pic8259.0</c>.</param>
    /// <exception cref="InvalidOperationException">The name is taken or the arena is full.</exception>
    public T* Add<T>(string name)
        where T : unmanaged, IStateStruct
    {
        foreach (var section in sections)
        {
            if (section.Name == name)
            {
                throw new InvalidOperationException($"state section '{name}' exists already");
            }
        }

        var size = sizeof(T);
        var offset = Used;
        var used = (offset + size + Alignment - 1) & ~(Alignment - 1);
        if (used > Capacity)
        {
            throw new InvalidOperationException($"state arena of {Capacity} bytes is full at section '{name}'");
        }

        sections.Add(new StateSection(name, T.Schema, offset));
        Used = used;
        return (T*)(memory + offset);
    }

    /// <summary>The bytes of one section.</summary>
    public Span<byte> BytesOf(StateSection section) => new(memory + section.Offset, section.Schema.Size);

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Free()
    {
        NativeMemory.Free(allocation);
        allocation = null;
        memory = null;
        Used = 0;
    }
}

/// <summary>Where one state struct lives in the arena.</summary>
/// <param name="Name">Instance name.</param>
/// <param name="Schema">Layout.</param>
/// <param name="Offset">Bytes from the start of the arena, a multiple of 64.</param>
public sealed record StateSection(string Name, StateSchema Schema, int Offset);
