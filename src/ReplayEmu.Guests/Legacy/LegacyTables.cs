using System;
using System.Buffers.Binary;

namespace ReplayEmu.Guests.Legacy;

/// <summary>Descriptors, task states and page tables of the guest that visits the legacy modes; code addresses are put in at run time.</summary>
internal static class LegacyTables
{
    private const int TaskBytes = 0x68;
    private const int MapBytes = 0x21;

    /// <summary>The one port that the permission map lets through.</summary>
    private const int OpenPort = 0x80;

    public static byte[] Descriptors()
    {
        var table = new byte[LegacyMap.Last];
        Put(table, LegacyMap.Code, 0x00cf_9b00_0000_ffff);
        Put(table, LegacyMap.Flat, 0x00cf_9300_0000_ffff);
        Put(table, LegacyMap.UserCode & ~7, 0x00cf_fb00_0000_ffff);
        Put(table, LegacyMap.UserFlat & ~7, 0x00cf_f300_0000_ffff);
        Put(table, LegacyMap.Main, System(LegacyMap.MainTask, TaskBytes + MapBytes - 1, 0x89));
        Put(table, LegacyMap.Other, System(LegacyMap.OtherTask, TaskBytes - 1, 0x89));
        Put(table, LegacyMap.Fault, System(LegacyMap.FaultTask, TaskBytes - 1, 0x89));
        Put(table, LegacyMap.Local, System(LegacyMap.Ldt, 0xf, 0x82));
        Put(table, LegacyMap.Small, 0x0040_9300_0000_0fff);
        Put(table, LegacyMap.ExpandDown, 0x0040_9700_0000_0fff);
        Put(table, LegacyMap.AbsentData, 0x00cf_1300_0000_ffff);
        Put(table, LegacyMap.ExecuteOnly, 0x00cf_9900_0000_ffff);
        Put(table, LegacyMap.Conforming, 0x00cf_9f00_0000_ffff);
        Put(table, LegacyMap.AbsentCode, 0x00cf_1b00_0000_ffff);
        Put(table, LegacyMap.TooSmall, System(LegacyMap.OtherTask, 0x20, 0x89));
        Put(table, LegacyMap.TaskGate, Gate(LegacyMap.Other, 0, 0x85));
        return table;
    }

    /// <summary>One data segment.</summary>
    public static byte[] LocalDescriptors()
    {
        var table = new byte[16];
        Put(table, 8, 0x0040_9300_0000_00ff);
        return table;
    }

    /// <summary>A gate without its offset.</summary>
    public static ulong Gate(ushort selector, uint count, uint attributes) =>
        ((ulong)selector << 16) | ((ulong)count << 32) | ((ulong)attributes << 40);

    /// <summary>The main task's state: what of it is static, and the I/O permission map.</summary>
    public static byte[] MainState()
    {
        var state = new byte[TaskBytes + MapBytes];
        Put32(state, 4, LegacyMap.TrapStack);
        Put32(state, 8, LegacyMap.Flat);
        Put32(state, 28, LegacyMap.PageDirectory);
        Put32(state, 100, TaskBytes << 16);
        state.AsSpan(TaskBytes).Fill(0xff);
        state[TaskBytes + (OpenPort >> 3)] = 0xff & ~(1 << (OpenPort & 7));
        return state;
    }

    /// <summary>The state of a task of ring 0 without its EIP.</summary>
    public static byte[] State(uint stack)
    {
        var state = new byte[TaskBytes];
        Put32(state, 28, LegacyMap.PageDirectory);
        Put32(state, 36, 2);
        Put32(state, 40, 0x11111111);
        Put32(state, 44, 0x22222222);
        Put32(state, 56, stack);
        for (var segment = 0; segment < 6; segment++)
        {
            Put32(state, 72 + (segment * 4), segment == 1 ? LegacyMap.Code : LegacyMap.Flat);
        }

        Put32(state, 96, LegacyMap.Local);
        Put32(state, 100, TaskBytes << 16);
        return state;
    }

    /// <summary>A directory and the table of the first 4 MiB: for everyone but for the pages that are there to fault.</summary>
    public static byte[] PageTables()
    {
        var tables = new byte[0x2000];
        Put32(tables, 0, LegacyMap.PageTable | 7);
        for (var page = 0u; page < 1024; page++)
        {
            Put32(tables, 0x1000 + ((int)page * 4), (page << 12) | 7);
        }

        ReadOnlySpan<uint> bits = [0, 1, 3, 5];
        for (var i = 0; i < bits.Length; i++)
        {
            var page = LegacyMap.Pages + ((uint)i << 12);
            Put32(tables, 0x1000 + ((int)(page >> 12) * 4), page | bits[i]);
        }

        return tables;
    }

    private static ulong System(uint address, uint limit, uint access) =>
        limit | ((ulong)(address & 0xffffff) << 16) | ((ulong)access << 40) | ((ulong)(address >> 24) << 56);

    private static void Put(byte[] table, int at, ulong value) =>
        BinaryPrimitives.WriteUInt64LittleEndian(table.AsSpan(at), value);

    private static void Put32(byte[] table, int at, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(table.AsSpan(at), value);
}
